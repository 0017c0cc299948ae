import { describe, expect, test } from 'vitest';
import { KindsServer } from '../../testing/server.ts';

/** A server with a quota whose use has been counted, as its controller would. */
function withQuota(hard: Record<string, string>, spec: object = {}): KindsServer {
  const server = new KindsServer();
  const metadata = { name: 'q', namespace: 'default' };
  server.server.create('resourcequotas', { metadata, spec: { hard, ...spec } }, { actor: 'person' });
  const used = Object.fromEntries(Object.keys(hard).map((name) => [name, '0']));
  server.server.update('resourcequotas', { metadata, status: { hard, used } }, { actor: 'c', subresource: 'status' });
  return server;
}

const pod = (name: string, resources = '{}', more = '') =>
  `{apiVersion: v1, kind: Pod, metadata: {name: ${name}}, spec: {${more} containers: [{name: main, image: i, resources: ${resources}}]}}`;
const usedBy = (server: KindsServer) => server.get('resourcequotas', 'q').status?.used;

test('Pods are charged until the quota is used up', () => {
  const server = withQuota({ pods: '2', 'requests.memory': '100Mi' });
  server.apply(pod('a', '{requests: {memory: 64Mi}}'));
  expect(usedBy(server)).toEqual({ pods: '1', 'requests.memory': '64Mi' });
  expect(server.refusal(pod('b', '{requests: {memory: 64Mi}}'))).toBe(
    'pods "b" is forbidden: exceeded quota: q, requested: requests.memory=64Mi, used: requests.memory=64Mi, limited: requests.memory=100Mi',
  );
  server.apply(pod('c', '{requests: {memory: 36Mi}}'));
  expect(server.refusal(pod('d', '{requests: {memory: 1Mi}}'))).toBe(
    'pods "d" is forbidden: exceeded quota: q, requested: pods=1,requests.memory=1Mi, used: pods=2,requests.memory=100Mi, limited: pods=2,requests.memory=100Mi',
  );
});

test('a quota on CPU demands that every container says what it needs', () => {
  const server = withQuota({ 'limits.cpu': '1', 'requests.cpu': '1' });
  expect(server.refusal(pod('a'))).toBe(
    'pods "a" is forbidden: failed quota: q: must specify limits.cpu for: main; requests.cpu for: main',
  );
});

test('a quota that nobody has counted yet lets everything pass', () => {
  const server = new KindsServer();
  server.apply('{apiVersion: v1, kind: ResourceQuota, metadata: {name: q}, spec: {hard: {pods: 0}}}');
  expect(server.refusal(pod('a'))).toBe('');
});

test('a dry run is checked and costs nothing', () => {
  const server = withQuota({ configmaps: '1' });
  const map = { metadata: { name: 'm', namespace: 'default' } };
  expect(server.server.create('configmaps', map, { actor: 'person', dryRun: true }).ok).toBe(true);
  expect(usedBy(server)).toEqual({ configmaps: '0' });
});

test('objects are counted by kind and group', () => {
  const server = withQuota({ 'count/networkpolicies.networking.k8s.io': '1' });
  const policy = (name: string) =>
    `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: ${name}}, spec: {}}`;
  server.apply(policy('a'));
  expect(server.refusal(policy('b'))).toContain(
    'exceeded quota: q, requested: count/networkpolicies.networking.k8s.io=1',
  );
});

test('a Service pays for its node ports when it gets them', () => {
  const server = withQuota({ services: '5', 'services.nodeports': '1' });
  const service = (type: string) =>
    `{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {type: ${type}, ports: [{name: a, port: 80}, {name: b, port: 81}]}}`;
  server.apply(service('ClusterIP'));
  expect(server.refusal(service('NodePort'))).toBe(
    'services "web" is forbidden: exceeded quota: q, requested: services.nodeports=2, used: services.nodeports=0, limited: services.nodeports=1',
  );
});

test('storage is counted in all and by class', () => {
  const server = withQuota({
    'requests.storage': '10Gi',
    'fast.storageclass.storage.k8s.io/persistentvolumeclaims': '0',
  });
  const claim = (name: string, rest: string) =>
    `{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: ${name}}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 4Gi}}, ${rest}}}`;
  server.apply(claim('a', 'storageClassName: slow'));
  expect(usedBy(server)?.['requests.storage']).toBe('4Gi');
  expect(server.refusal(claim('b', 'storageClassName: fast'))).toContain(
    'requested: fast.storageclass.storage.k8s.io/persistentvolumeclaims=1',
  );
});

describe('scopes', () => {
  test.each([
    ['BestEffort', pod('a'), '1'],
    ['BestEffort', pod('a', '{requests: {cpu: 1}}'), '0'],
    ['NotBestEffort', pod('a', '{requests: {cpu: 1}}'), '1'],
    ['Terminating', pod('a', '{}', 'activeDeadlineSeconds: 5,'), '1'],
    ['NotTerminating', pod('a', '{}', 'activeDeadlineSeconds: 5,'), '0'],
  ])('%s: %s counts as %s', (scope, manifest, count) => {
    const server = withQuota({ pods: '5' }, { scopes: [scope] });
    server.apply(manifest);
    expect(usedBy(server)).toEqual({ pods: count });
  });

  test('by priority class', () => {
    const match = { scopeName: 'PriorityClass', operator: 'In', values: ['system-node-critical'] };
    const server = withQuota({ pods: '0' }, { scopeSelector: { matchExpressions: [match] } });
    expect(server.refusal(pod('a'))).toBe('');
    expect(server.refusal(pod('b', '{}', 'priorityClassName: system-node-critical,'))).toContain('exceeded quota: q');
  });
});
