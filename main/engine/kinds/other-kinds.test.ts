import { expect, test } from 'vitest';
import { KindsServer } from './testing/server.ts';

const template = 'template: {metadata: {labels: {app: web}}, spec: {containers: [{name: main, image: nginx}]}}';
const controller = (spec: string) =>
  `{apiVersion: v1, kind: ReplicationController, metadata: {name: web}, spec: {${spec}}}`;
const daemonSet = (spec: string) => `{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: web}, spec: {${spec}}}`;

test('a ReplicationController takes selector and labels from its template', () => {
  const server = new KindsServer();
  server.apply(controller(template));
  const { metadata, spec, status } = server.get('replicationcontrollers', 'web');
  expect(metadata?.labels).toEqual({ app: 'web' });
  expect(spec).toMatchObject({ replicas: 1, selector: { app: 'web' } });
  expect(spec?.template?.spec).toEqual({
    containers: [
      {
        name: 'main',
        image: 'nginx',
        imagePullPolicy: 'Always',
        resources: {},
        terminationMessagePath: '/dev/termination-log',
        terminationMessagePolicy: 'File',
      },
    ],
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    schedulerName: 'default-scheduler',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
  });
  expect(status).toEqual({ replicas: 0 });
});

test('a DaemonSet replaces its Pods one at a time', () => {
  const server = new KindsServer();
  server.apply(daemonSet(`selector: {matchLabels: {app: web}}, ${template}`));
  expect(server.get('daemonsets', 'web').spec).toMatchObject({
    revisionHistoryLimit: 10,
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
  });
});

test('a Namespace is active, labelled with its name, and finalized by Kubernetes', () => {
  const server = new KindsServer();
  server.apply('{apiVersion: v1, kind: Namespace, metadata: {name: team}}');
  expect(server.get('namespaces', 'team')).toMatchObject({
    metadata: { labels: { 'kubernetes.io/metadata.name': 'team' } },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  });
});

test.each([
  [controller(`replicas: -1, ${template}`), 'spec.replicas: Invalid value: -1: must be greater than or equal to 0'],
  [controller('replicas: 1, selector: {a: b}'), 'spec.template: Required value'],
  [
    controller(`selector: {app: other}, ${template}`),
    'spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
  ],
  [
    controller(template.replace('spec: {', 'spec: {restartPolicy: OnFailure, ')),
    'spec.template.spec.restartPolicy: Unsupported value: "OnFailure": supported values: "Always"',
  ],
  [
    daemonSet(`selector: {matchLabels: {app: web}}, updateStrategy: {rollingUpdate: {maxUnavailable: 0}}, ${template}`),
    'spec.updateStrategy.rollingUpdate.maxUnavailable: Required value: cannot be 0 when maxSurge is 0',
  ],
  [
    '{apiVersion: v1, kind: ConfigMap, metadata: {name: cm}, data: {a: b}, binaryData: {a: YWJj}}',
    'data[a]: Invalid value: "a": duplicate of key present in binaryData',
  ],
  [
    '{apiVersion: v1, kind: Endpoints, metadata: {name: e}, subsets: [{addresses: [{ip: 127.0.0.1}]}]}',
    'subsets[0].addresses[0].ip: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
  ],
  [
    '{apiVersion: v1, kind: Node, metadata: {name: n}, spec: {taints: [{key: a, effect: Never}]}}',
    'metadata.taints[0].effect: Unsupported value: "Never": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"',
  ],
])('%# is refused', (manifest, message) => {
  expect(new KindsServer().refusal(manifest)).toContain(message);
});

test('the generation of an EndpointSlice counts what changes in it', () => {
  const server = new KindsServer();
  const slice = (address: string) =>
    `{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: s}, addressType: IPv4, endpoints: [{addresses: [${address}]}]}`;
  for (const address of ['10.1.0.1', '10.1.0.1', '10.1.0.2']) server.apply(slice(address));
  expect(server.get('endpointslices', 's').metadata?.generation).toBe(2);
});

test('an immutable ConfigMap stays as it is', () => {
  const server = new KindsServer();
  const map = (value: string) =>
    `{apiVersion: v1, kind: ConfigMap, metadata: {name: cm}, immutable: true, data: {a: ${value}}}`;
  server.apply(map('b'));
  expect(server.refusal(map('c'))).toBe(
    'ConfigMap "cm" is invalid: data: Forbidden: field is immutable when `immutable` is set',
  );
});
