// A machine whose cable is pulled: what runs on it goes on, but nobody else hears of it.
import { expect, it } from 'vitest';
import type { LinkPlace } from '../../preload/contract/inputs.ts';
import type { Cluster } from './cluster.ts';
import { apply, reborn, runFor, runningCluster } from './testing/clusters.ts';

const NODE = 'worker232';
const WEB = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: web, image: "nginx:1.27", readinessProbe: {httpGet: {path: /, port: 80}}}
      affinity:
        podAntiAffinity:
          preferredDuringSchedulingIgnoredDuringExecution:
          - {weight: 100, podAffinityTerm: {labelSelector: {matchLabels: {app: web}}, topologyKey: kubernetes.io/hostname}}
`;

const setCable = (cluster: Cluster, up: boolean, place: LinkPlace = { node: NODE }) =>
  cluster.submit({ type: 'set-link', ...place, link: { up, delayUs: 0, loss: 0 } });

const readiness = (cluster: Cluster) =>
  cluster.server.store
    .get('nodes', NODE)
    ?.status?.conditions?.filter(({ type }) => type === 'Ready')
    .map(({ status, reason }) => `${status} ${reason ?? ''}`)[0];

const podsOn = (cluster: Cluster, node: string) =>
  [...cluster.server.store.all('pods')].filter(
    ({ metadata, spec }) => metadata?.labels?.['app'] === 'web' && spec?.nodeName === node,
  );

const containersOn = (cluster: Cluster, node: string) =>
  cluster.runtime
    .machine(node)
    .pods()
    .filter(({ name }) => name.startsWith('web-'))
    .flatMap(({ containers }) => containers.filter(({ state }) => state === 'running'));

function deployed(): Cluster {
  const cluster = runningCluster();
  apply(cluster, WEB);
  runFor(cluster, 30);
  expect(podsOn(cluster, NODE)).toHaveLength(1);
  return cluster;
}

it('its node is not heard of, its Pods are evicted and made anew, and go when it is back', () => {
  const cluster = deployed();
  setCable(cluster, false);
  runFor(cluster, 30);
  expect(readiness(cluster)).toBe('True KubeletReady');
  runFor(cluster, 30);
  expect(readiness(cluster)).toBe('Unknown NodeStatusUnknown');
  const { taints } = cluster.server.store.get('nodes', NODE)?.spec ?? {};
  expect(taints?.map(({ key, effect }) => `${key}:${effect}`)).toEqual([
    'node.kubernetes.io/unreachable:NoSchedule',
    'node.kubernetes.io/unreachable:NoExecute',
  ]);
  expect(podsOn(cluster, NODE)[0]?.status?.conditions?.find(({ type }) => type === 'Ready')?.status).toBe('False');
  const twin = reborn(cluster);
  for (const each of [cluster, twin]) {
    runFor(each, 320);
    expect(podsOn(each, NODE)[0]?.metadata?.deletionTimestamp).toBeDefined();
    expect(podsOn(each, 'worker233').length + podsOn(each, 'master231').length).toBe(2);
    expect(containersOn(each, NODE)).toHaveLength(1);
    setCable(each, true);
    runFor(each, 120);
    expect(readiness(each)).toBe('True KubeletReady');
    expect(podsOn(each, NODE)).toEqual([]);
    expect(containersOn(each, NODE)).toEqual([]);
  }
  expect(twin.hash()).toBe(cluster.hash());
});

it('what happened in a short cut is caught up with soon after', () => {
  const cluster = deployed();
  const [pod] = podsOn(cluster, NODE);
  setCable(cluster, false);
  cluster.submit({
    type: 'request',
    request: { resource: 'pods', namespace: 'default', verb: 'delete', name: pod?.metadata?.name ?? '' },
  });
  runFor(cluster, 10);
  expect(containersOn(cluster, NODE)).toHaveLength(1);
  setCable(cluster, true);
  runFor(cluster, 10);
  expect(podsOn(cluster, NODE).map(({ metadata }) => metadata?.name)).not.toContain(pod?.metadata?.name);
  expect(readiness(cluster)).toBe('True KubeletReady');
});

it('a kubelet that reaches everybody but the API is as little heard of', () => {
  const cluster = deployed();
  setCable(cluster, false, { node: NODE, peer: 'master231' });
  runFor(cluster, 60);
  expect(readiness(cluster)).toBe('Unknown NodeStatusUnknown');
});

it('nobody gets through to its kubelet', () => {
  const cluster = deployed();
  const [pod] = podsOn(cluster, NODE);
  const exec = { namespace: 'default', pod: pod?.metadata?.name ?? '', container: 'web', argv: ['date'] };
  expect(cluster.submit({ type: 'exec', exec }).ok).toBe(true);
  setCable(cluster, false);
  expect(cluster.submit({ type: 'exec', exec })).toMatchObject({
    status: { message: expect.stringContaining('10.0.0.232:10250: connect: no route to host') as string },
  });
  setCable(cluster, true);
  cluster.submit({ type: 'kubelet-service', node: NODE, on: false });
  expect(cluster.submit({ type: 'exec', exec })).toMatchObject({
    status: { message: expect.stringContaining('10.0.0.232:10250: connect: connection refused') as string },
  });
});

it('the rules of a machine that is cut off stay as they were, until it is back', () => {
  const cluster = deployed();
  apply(
    cluster,
    'apiVersion: v1\nkind: Service\nmetadata: {name: early}\nspec: {ports: [{port: 80}], selector: {app: web}}',
  );
  runFor(cluster, 5);
  setCable(cluster, false);
  apply(
    cluster,
    'apiVersion: v1\nkind: Service\nmetadata: {name: late}\nspec: {ports: [{port: 80}], selector: {app: web}}',
  );
  const rules = () => cluster.network.rulesText(NODE);
  runFor(cluster, 60);
  expect(rules()).toContain('default/early');
  expect(rules()).not.toContain('default/late');
  setCable(cluster, true);
  runFor(cluster, 90);
  expect(rules()).toContain('default/late');
});

it('the record of the cut is why its node is not ready', () => {
  const cluster = deployed();
  setCable(cluster, false);
  const records = runFor(cluster, 60);
  const cut = records.find(({ type }) => type === 'link-changed');
  const told = records.find(
    (record) => record.type === 'object-updated' && record.resource === 'nodes' && record.cause === cut?.seq,
  );
  expect(told).toBeDefined();
});

it('whoever was gone when the machine came back is heard of when he is back himself', () => {
  const cluster = deployed();
  setCable(cluster, false);
  runFor(cluster, 5);
  cluster.submit({ type: 'kubelet-service', node: NODE, on: false });
  const twin = reborn(cluster);
  for (const each of [cluster, twin]) {
    expect(each.kernel.silencedBy(`kubelet/${NODE}`)).toBeDefined();
    setCable(each, true);
    each.submit({ type: 'kubelet-service', node: NODE, on: true });
    runFor(each, 30);
    expect(each.kernel.silencedBy(`kubelet/${NODE}`)).toBeUndefined();
  }
});
