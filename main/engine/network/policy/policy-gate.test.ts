import { describe, expect, test } from 'vitest';
import type { NetworkPolicySpec } from '../../api/generated/types.ts';
import { SECOND } from '../../kernel/time.ts';
import type { Sender } from '../journey.ts';
import { requestAtOnce } from '../one-request.ts';
import { SmallCluster, settings, site, slice } from '../testing/small-cluster.ts';

const WEB = '10.100.1.142';
const FRIEND = '10.100.2.9';
const STRANGER = '10.100.2.10';
const OUTSIDE = { kind: 'outside', address: '198.51.100.7' } as const;

/** A server behind a Service, a client of the same namespace and one of another. */
function withPolicies(...specs: readonly NetworkPolicySpec[]): SmallCluster {
  const cluster = new SmallCluster(1);
  cluster.server.create('namespaces', { metadata: { name: 'other', labels: { team: 'blue' } } }, { actor: 'test' });
  cluster.apply(site(), slice([WEB]));
  addPod(cluster, WEB, 'default', { app: 'web' });
  addPod(cluster, FRIEND, 'default', { app: 'shop' });
  addPod(cluster, STRANGER, 'other', { app: 'shop' });
  for (const node of cluster.runtime.machineNames()) cluster.addProxy(node);
  cluster.runFor(SECOND);
  for (const [index, spec] of specs.entries()) {
    const policy = { metadata: { namespace: 'default', name: `policy-${String(index)}` }, spec };
    expect(cluster.server.create('networkpolicies', policy, { actor: 'test' })).toMatchObject({ ok: true });
  }
  return cluster;
}

test('a network plugin that knows no policies lets everything through', () => {
  const plain = new SmallCluster(1, undefined, undefined, { ...settings, networkPolicies: 'ignored' });
  for (const [ip, app] of [
    [WEB, 'web'],
    [FRIEND, 'shop'],
  ] as const)
    addPod(plain, ip, 'default', { app });
  const policy = { metadata: { namespace: 'default', name: 'policy-0' }, spec: web };
  expect(plain.server.create('networkpolicies', policy, { actor: 'test' })).toMatchObject({ ok: true });
  expect(ask(plain, FRIEND)).toBe('answered');
});

function addPod(cluster: SmallCluster, ip: string, namespace: string, labels: Record<string, string>): void {
  cluster.runtime.addPod(ip);
  const owner = cluster.runtime.podAt(ip)!;
  cluster.runtime.pods.set(ip, { ...owner, namespace });
  const containers = [{ name: 'web', image: 'nginx', ports: [{ name: 'http', containerPort: 80 }] }];
  const pod = { metadata: { namespace, name: owner.name, labels }, spec: { nodeName: owner.node, containers } };
  expect(cluster.server.create('pods', pod, { actor: 'test' })).toMatchObject({ ok: true });
}

function ask(cluster: SmallCluster, from: Sender | string, address = WEB, port = 80) {
  const sender = typeof from === 'string' ? ({ kind: 'pod', address: from } as const) : from;
  const order = { client: 'test', from: sender, address, port, path: '/' };
  const { outcome, why } = requestAtOnce(cluster.kernel, cluster.network, order).finished;
  return outcome === 'answered' ? outcome : (why ?? outcome);
}

const web = { podSelector: { matchLabels: { app: 'web' } } };
const refusedIngress = 'not allowed by NetworkPolicy default/policy-0 (ingress)';
const refusedEgress = 'not allowed by NetworkPolicy default/policy-0 (egress)';

describe('what enters a Pod', () => {
  test('is everything, as long as no policy selects it', () => {
    const elsewhere = { podSelector: { matchLabels: { app: 'db' } }, policyTypes: ['Ingress'] };
    for (const cluster of [withPolicies(), withPolicies(elsewhere)]) {
      expect(ask(cluster, FRIEND)).toBe('answered');
      expect(ask(cluster, STRANGER, '10.200.98.50', 8888)).toBe('answered');
      expect(ask(cluster, OUTSIDE, '10.0.0.231', 30080)).toBe('answered');
    }
  });

  test('is nothing with a policy that allows nothing, but for its own node', () => {
    const cluster = withPolicies({ podSelector: {} });
    expect(ask(cluster, FRIEND)).toBe(refusedIngress);
    expect(ask(cluster, STRANGER, '10.200.98.50', 8888)).toBe(refusedIngress);
    expect(ask(cluster, OUTSIDE, '10.0.0.231', 30080)).toBe(refusedIngress);
    expect(ask(cluster, { kind: 'node', node: 'worker233' })).toBe(refusedIngress);
    expect(ask(cluster, { kind: 'node', node: 'worker232' })).toBe('answered');
  });

  test.each<[string, NonNullable<NetworkPolicySpec['ingress']>, string[]]>([
    ['any rule without peers', [{}], [FRIEND, STRANGER]],
    ['Pods of the same namespace', [{ from: [{ podSelector: { matchLabels: { app: 'shop' } } }] }], [FRIEND]],
    ['Pods of other namespaces', [{ from: [{ namespaceSelector: { matchLabels: { team: 'blue' } } }] }], [STRANGER]],
    [
      'both selectors at once',
      [{ from: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: 'none' } } }] }],
      [],
    ],
    ['either of two peers', [{ from: [{ podSelector: {} }, { namespaceSelector: {} }] }], [FRIEND, STRANGER]],
    [
      'a range without its exception',
      [{ from: [{ ipBlock: { cidr: '10.100.2.0/24', except: ['10.100.2.10/32'] } }] }],
      [FRIEND],
    ],
    ['another port', [{ ports: [{ port: 8080 }] }], []],
    ['a range of ports', [{ ports: [{ port: 79, endPort: 81 }] }], [FRIEND, STRANGER]],
    ['a named port', [{ ports: [{ port: 'http' }] }], [FRIEND, STRANGER]],
    ['a name that no port has', [{ ports: [{ port: 'https' }] }], []],
    ['another protocol', [{ ports: [{ protocol: 'UDP' }] }], []],
  ])('is allowed by %s', (_what, ingress, allowed) => {
    const cluster = withPolicies({ ...web, ingress });
    const answered = [FRIEND, STRANGER].filter((from) => ask(cluster, from) === 'answered');
    expect(answered).toEqual(allowed);
  });

  test('is what any of several policies allows', () => {
    const friends = { ...web, ingress: [{ from: [{ podSelector: {} }] }] };
    const cluster = withPolicies({ podSelector: {} }, friends);
    expect(ask(cluster, FRIEND)).toBe('answered');
    expect(ask(cluster, STRANGER)).toBe('not allowed by NetworkPolicy default/policy-0, default/policy-1 (ingress)');
  });
});

describe('what leaves a Pod', () => {
  const shop = { podSelector: { matchLabels: { app: 'shop' } } };

  test('is nothing with a policy that allows nothing; what enters it is another matter', () => {
    const cluster = withPolicies({ ...shop, policyTypes: ['Egress'] });
    expect(ask(cluster, FRIEND)).toBe(refusedEgress);
    expect(ask(cluster, STRANGER)).toBe('answered');
    expect(ask(cluster, WEB, FRIEND)).toBe('answered');
  });

  test('is judged by the Pod to which a Service leads', () => {
    const toWeb = { ...shop, policyTypes: ['Egress'], egress: [{ to: [web], ports: [{ port: 'http' }] }] };
    const toService = { ...shop, policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr: '10.200.0.0/16' } }] }] };
    expect(ask(withPolicies(toWeb), FRIEND, '10.200.98.50', 8888)).toBe('answered');
    expect(ask(withPolicies(toService), FRIEND, '10.200.98.50', 8888)).toBe(refusedEgress);
  });
});

test('the answer to a connection that was allowed comes back', () => {
  const cluster = withPolicies({ podSelector: { matchLabels: { app: 'shop' } } });
  expect(ask(cluster, FRIEND)).toBe('answered');
  expect(ask(cluster, WEB, FRIEND)).toBe(refusedIngress);
});
