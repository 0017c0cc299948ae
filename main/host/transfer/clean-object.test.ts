// Whatever somebody wrote: what is left out comes back by itself, and nothing more can be left out.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { Draft } from '../../engine/api/resources.ts';
import { copyJson } from '../../engine/kernel/json.ts';
import { cleanObject, withoutServersWork } from './clean-object.ts';
import { kindsFor } from './kind-at-hand.ts';

const some = <T>(...values: readonly T[]) => fc.constantFrom(...values);
/** Each key there or not; values that are defaults are among them. */
const part = <T extends object>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(shape, { requiredKeys: [] });

const probe = part({
  httpGet: fc.record({ port: some(80, 8080), path: some('/', '/ready'), scheme: some('HTTP', 'HTTPS') }),
  periodSeconds: some(10, 3),
  timeoutSeconds: some(1, 2),
  failureThreshold: some(3, 1),
});
const container = fc.tuple(
  fc.record({ name: fc.constant('main'), image: some('nginx', 'nginx:1.27', 'nginx:latest') }),
  part({
    imagePullPolicy: some('Always', 'IfNotPresent', 'Never'),
    ports: fc.constant([{ containerPort: 80, protocol: 'TCP' }]),
    readinessProbe: probe,
    resources: some({}, { requests: { cpu: '100m' } }, { limits: { memory: '1Gi' } }),
    terminationMessagePath: some('/dev/termination-log', '/tmp/end'),
    env: fc.constant([{ name: 'A', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } } }]),
  }),
);
const podSpec = fc.tuple(
  container,
  part({
    restartPolicy: fc.constant('Always'),
    dnsPolicy: some('ClusterFirst', 'Default'),
    terminationGracePeriodSeconds: some(30, 5),
    volumes: fc.constant([
      { name: 'scratch', emptyDir: {} },
      { name: 'map', configMap: { name: 'm', defaultMode: 420 } },
    ]),
    securityContext: some({}, { runAsUser: 7 }),
    schedulerName: some('default-scheduler', 'mine'),
  }),
);
const object = fc
  .tuple(
    podSpec,
    part({ replicas: some(1, 3), revisionHistoryLimit: some(10, 2), minReadySeconds: some(0, 5) }),
    part({ type: some('ClusterIP', 'NodePort'), sessionAffinity: some('None', 'ClientIP') }),
    fc.integer({ min: 0, max: 3 }),
  )
  .map(([[[first, more], pod], size, service, which]): KubeObject => {
    const spec = { ...pod, containers: [{ ...first, ...more }] };
    const labels = { app: 'a' };
    const template = { metadata: { labels, creationTimestamp: null }, spec };
    const metadata = { name: 'a', namespace: 'b', uid: 'u', resourceVersion: '7', generation: 2 };
    const kinds: readonly KubeObject[] = [
      { ...{ apiVersion: 'v1', kind: 'Pod', metadata }, ...{ spec, status: { phase: 'Running' } } },
      {
        ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata },
        ...{ spec: { ...size, selector: { matchLabels: labels }, template } },
      },
      {
        ...{ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata },
        ...{ spec: { ...size, serviceName: 'a', selector: { matchLabels: labels }, template } },
      },
      {
        ...{ apiVersion: 'v1', kind: 'Service', metadata },
        ...{ spec: { ...service, selector: labels, ports: [{ port: 80, targetPort: 80, protocol: 'TCP' }] } },
      },
    ];
    return kinds[which] ?? {};
  });

function kindOf(one: KubeObject) {
  const kind = kindsFor([])(one)?.kind;
  if (!kind) throw new Error(`${one.kind ?? ''} is not served`);
  return kind;
}

function defaulted(one: KubeObject): unknown {
  const copy = copyJson(one) as Draft<KubeObject>;
  kindOf(one).defaults(copy);
  return copyJson(copy);
}

describe('a cleaned object', () => {
  it('comes to the same as the one it was made of', () => {
    fc.assert(
      fc.property(object, (one) => {
        const clean = cleanObject(kindOf(one), one);
        expect(defaulted(clean)).toEqual(defaulted(withoutServersWork(one)));
        expect(clean.metadata).toEqual({ name: 'a', namespace: 'b' });
        expect(clean).not.toHaveProperty('status');
      }),
      { numRuns: 150 },
    );
  });

  it('cannot be cleaned any more', () => {
    fc.assert(
      fc.property(object, (one) => {
        const clean = cleanObject(kindOf(one), one);
        expect(cleanObject(kindOf(one), clean)).toEqual(clean);
      }),
      { numRuns: 100 },
    );
  });
});
