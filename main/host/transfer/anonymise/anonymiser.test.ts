// Whatever refers to whatever: after renaming it still does, and nothing tells whose it was.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { Anonymiser } from './anonymiser.ts';

/** Words that cannot be part of an alias or of a field's name. */
const secretWord = fc.stringMatching(/^zq[a-z]{5,9}$/);

interface Told {
  readonly namespace: string;
  readonly app: string;
  readonly secret: string;
  readonly host: string;
  readonly registry: string;
  readonly value: string;
}

function objectsOf({ namespace, app, secret, host, registry, value }: Told): readonly KubeObject[] {
  const labels = { app };
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels: { owner: value } } },
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: secret, namespace } },
    {
      ...{
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: app, namespace, annotations: { note: value } },
      },
      ...{
        spec: {
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: {
              imagePullSecrets: [{ name: secret }],
              containers: [
                {
                  name: 'main',
                  image: `${registry}.example.org/${app}/server:1.2`,
                  env: [
                    { name: 'URL', value: `http://${app}.${namespace}.svc:8080/${value}` },
                    { name: 'WHO', value },
                    { name: 'KEY', valueFrom: { secretKeyRef: { name: secret, key: 'key' } } },
                  ],
                },
              ],
            },
          },
        },
      },
    },
    { ...{ apiVersion: 'v1', kind: 'Service', metadata: { name: app, namespace } }, ...{ spec: { selector: labels } } },
    {
      ...{ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: host, namespace } },
      ...{
        spec: {
          tls: [{ hosts: [`${host}.corp.example`], secretName: secret }],
          rules: [
            {
              host: `${host}.corp.example`,
              http: { paths: [{ backend: { service: { name: app, port: { number: 80 } } } }] },
            },
          ],
        },
      },
    },
  ];
}

const told = fc
  .uniqueArray(secretWord, { minLength: 6, maxLength: 6 })
  .map(([namespace = '', app = '', secret = '', host = '', registry = '', value = '']) => ({
    ...{ namespace, app, secret, host, registry, value },
  }));

interface Look {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: {
    readonly selector: { readonly matchLabels?: object };
    readonly rules: readonly [
      {
        readonly host: string;
        readonly http: {
          readonly paths: readonly [{ readonly backend: { readonly service: { readonly name: string } } }];
        };
      },
    ];
    readonly tls: readonly [{ readonly hosts: readonly string[]; readonly secretName: string }];
    readonly template: {
      readonly metadata: { readonly labels: object };
      readonly spec: {
        readonly imagePullSecrets: readonly [{ readonly name: string }];
        readonly containers: readonly [
          { readonly env: readonly { readonly value?: string; readonly valueFrom?: object }[] },
        ];
      };
    };
  };
}

describe('renaming', () => {
  it('leaves no word of theirs and every reference whole', () => {
    fc.assert(
      fc.property(told, (words) => {
        const objects = objectsOf(words);
        const anonymiser = new Anonymiser(objects);
        const renamed = objects.map((object) => anonymiser.rename(object));
        const text = JSON.stringify(renamed);
        for (const word of [...Object.values(words), 'corp.example', 'example.org']) expect(text).not.toContain(word);
        const [namespace, secret, deployment, service, ingress] = renamed as readonly unknown[] as readonly Look[];
        expect(deployment?.metadata.namespace).toBe(namespace?.metadata.name);
        const pods = deployment?.spec.template;
        expect(deployment?.spec.selector.matchLabels).toEqual(pods?.metadata.labels);
        expect(service?.spec.selector).toEqual(pods?.metadata.labels);
        expect(pods?.spec.imagePullSecrets[0].name).toBe(secret?.metadata.name);
        expect(ingress?.spec.tls[0].secretName).toBe(secret?.metadata.name);
        expect(ingress?.spec.tls[0].hosts[0]).toBe(ingress?.spec.rules[0].host);
        expect(ingress?.spec.rules[0].http.paths[0].backend.service.name).toBe(service?.metadata.name);
        const [url, , key] = pods?.spec.containers[0].env ?? [];
        const name = service?.metadata.name ?? '';
        expect(url?.value).toBe(`http://${name}.${namespace?.metadata.name ?? ''}.svc:8080`);
        expect(key?.valueFrom).toEqual({ secretKeyRef: { name: secret?.metadata.name, key: 'key' } });
      }),
      { numRuns: 50 },
    );
  });

  it('keeps what means the same everywhere', () => {
    const pod: KubeObject = {
      ...{
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'a', namespace: 'default', labels: { 'kubernetes.io/os': 'linux' } },
      },
      ...{ spec: { containers: [{ name: 'b', image: 'quay.io/team/tool:2', env: [{ name: 'N', value: '8080' }] }] } },
    };
    expect(new Anonymiser([pod]).rename(pod)).toMatchObject({
      metadata: { namespace: 'default', labels: { 'kubernetes.io/os': 'linux' } },
      spec: { containers: [{ image: 'quay.io/team/tool:2', env: [{ name: 'N', value: '8080' }] }] },
    });
  });
});
