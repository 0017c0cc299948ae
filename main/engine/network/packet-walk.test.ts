import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Service } from '../api/generated/types.ts';
import { SECOND } from '../kernel/time.ts';
import { formatIp, parseIp } from './cidr.ts';
import type { Origin, Packet } from './packet.ts';
import { SEVEN, SmallCluster, site, slice } from './testing/small-cluster.ts';

const PODS = ['10.100.1.142', '10.100.2.63'] as const;
const STRANGER = '198.51.100.7';

/** A cluster in which every node's rules have been written. */
function written(spec: Service['spec'], addresses: readonly string[], seed = 1, status?: Service['status']) {
  const cluster = new SmallCluster(seed);
  cluster.apply(site(spec), slice(addresses));
  if (status) cluster.server.update('services', { ...site(spec), status }, { actor: 'test', subresource: 'status' });
  for (const address of addresses) cluster.runtime.addPod(address);
  for (const node of cluster.runtime.machineNames()) cluster.addProxy(node);
  cluster.runFor(SECOND);
  return cluster;
}

const packet = (source: string, destination: string, port: number): Packet => ({
  protocol: 'tcp',
  source: parseIp(source)!,
  destination: parseIp(destination)!,
  port,
});

function walk(cluster: SmallCluster, node: string, sent: Packet, origin: Origin = 'outside') {
  const { packet: left, ...rest } = cluster.network.walk(node, sent, origin);
  return { ...rest, source: formatIp(left.source), destination: `${formatIp(left.destination)}:${String(left.port)}` };
}

const toNodePort = packet(STRANGER, '10.0.0.231', 30080);
const toClusterIp = (source: string) => packet(source, '10.200.98.50', 8888);

describe('a packet to a node port', () => {
  test('is translated to an endpoint and leaves with the address of the node', () => {
    const cluster = written({}, ['10.100.1.142']);
    const passage = walk(cluster, 'master231', toNodePort);
    expect(passage).toMatchObject({
      verdict: 'passed',
      service: 'default/site',
      source: '10.0.0.231',
      destination: '10.100.1.142:80',
    });
    expect(passage.chains.map((chain) => chain.replace(/-[A-Z2-7]{16}$/, ''))).toEqual([
      'KUBE-SERVICES',
      'KUBE-NODEPORTS',
      'KUBE-EXT',
      'KUBE-MARK-MASQ',
      'KUBE-SVC',
      'KUBE-SEP',
      'KUBE-FORWARD',
      'KUBE-POSTROUTING',
    ]);
  });

  test('reaches all seven endpoints alike', () => {
    const seed = 20_260_105;
    const cluster = written({}, SEVEN, seed);
    const counts = new Map<string, number>();
    const walks = 70_000;
    for (let i = 0; i < walks; i++) {
      const { destination } = walk(cluster, 'master231', toNodePort);
      counts.set(destination, (counts.get(destination) ?? 0) + 1);
    }
    const expected = walks / SEVEN.length;
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect([...counts.keys()].sort()).toEqual(SEVEN.map((ip) => `${ip}:80`));
    // 22.46 is exceeded once in a thousand seeds with six degrees of freedom.
    expect(chiSquare, `seed ${String(seed)}`).toBeLessThan(22.46);
  });

  test('is rejected while there are no endpoints', () => {
    expect(walk(written({}, []), 'worker232', packet(STRANGER, '10.0.0.232', 30080))).toMatchObject({
      verdict: 'rejected',
      why: 'default/site has no endpoints',
      service: 'default/site',
    });
  });

  test('answers on 127.0.0.1 for programs of the node', () => {
    const cluster = written({}, ['10.100.1.142']);
    const passage = walk(cluster, 'master231', packet('127.0.0.1', '127.0.0.1', 30080), 'node');
    expect(passage).toMatchObject({ verdict: 'passed', source: '10.0.0.231', destination: '10.100.1.142:80' });
  });

  test('passes untouched when no rule is for it', () => {
    const passage = walk(written({}, SEVEN), 'master231', packet(STRANGER, '10.0.0.231', 30081));
    expect(passage).toMatchObject({ verdict: 'passed', chains: ['KUBE-SERVICES'], destination: '10.0.0.231:30081' });
  });
});

describe('a packet to a cluster IP', () => {
  test('keeps the address of the Pod from which it comes', () => {
    const cluster = written({}, ['10.100.1.142']);
    expect(walk(cluster, 'worker233', toClusterIp('10.100.2.9')).source).toBe('10.100.2.9');
  });

  test('gets the address of the node when it comes from elsewhere, or goes back to its own Pod', () => {
    const cluster = written({}, ['10.100.1.142']);
    expect(walk(cluster, 'worker233', toClusterIp('10.0.0.233'), 'node').source).toBe('10.0.0.233');
    expect(walk(cluster, 'worker233', toClusterIp(STRANGER)).source).toBe('10.0.0.233');
    expect(walk(cluster, 'worker232', toClusterIp('10.100.1.142')).source).toBe('10.0.0.232');
  });

  test('is rejected without endpoints, from Pods and from the node alike', () => {
    const cluster = written({}, []);
    expect(walk(cluster, 'worker232', toClusterIp('10.100.1.9')).verdict).toBe('rejected');
    expect(walk(cluster, 'worker232', toClusterIp('10.0.0.232'), 'node').verdict).toBe('rejected');
  });
});

describe('with externalTrafficPolicy Local', () => {
  const spec = { externalTrafficPolicy: 'Local' };

  test('strangers reach the endpoints of the node and keep their address', () => {
    const cluster = written(spec, PODS);
    for (let i = 0; i < 20; i++) {
      const passage = walk(cluster, 'worker232', packet(STRANGER, '10.0.0.232', 30080));
      expect(passage).toMatchObject({ destination: '10.100.1.142:80', source: STRANGER });
    }
  });

  test('strangers are dropped on a node without endpoints, Pods and the node itself are not', () => {
    const cluster = written(spec, PODS);
    expect(walk(cluster, 'master231', toNodePort)).toMatchObject({
      verdict: 'dropped',
      why: 'default/site has no local endpoints',
    });
    expect(walk(cluster, 'master231', packet('10.100.0.5', '10.0.0.231', 30080)).verdict).toBe('passed');
    expect(walk(cluster, 'master231', packet('10.0.0.231', '10.0.0.231', 30080), 'node')).toMatchObject({
      verdict: 'passed',
      source: '10.0.0.231',
    });
  });
});

describe('session affinity', () => {
  const spec = { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } } };

  test('keeps every client with its endpoint until it has been away too long', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
        const cluster = written(spec, SEVEN, seed);
        const first = walk(cluster, 'master231', toNodePort).destination;
        for (let i = 0; i < 10; i++) {
          cluster.runFor(50 * SECOND);
          expect(walk(cluster, 'master231', toNodePort).destination).toBe(first);
        }
        cluster.runFor(61 * SECOND);
        const later = new Set<string>();
        for (let i = 0; i < 40; i++, cluster.runFor(61 * SECOND)) {
          later.add(walk(cluster, 'master231', toNodePort).destination);
        }
        expect(later.size).toBeGreaterThan(1);
      }),
      { numRuns: 5 },
    );
  });
});

test('source ranges of a load balancer drop strangers', () => {
  const balanced = { loadBalancer: { ingress: [{ ip: '10.0.0.100' }] } };
  const spec = { type: 'LoadBalancer', loadBalancerSourceRanges: ['192.0.2.0/24'] };
  const cluster = written(spec, PODS, 1, balanced);
  expect(walk(cluster, 'worker232', packet('192.0.2.9', '10.0.0.100', 8888)).destination).toMatch(/:80$/);
  expect(walk(cluster, 'worker232', packet(STRANGER, '10.0.0.100', 8888))).toMatchObject({ verdict: 'dropped' });
});

test('whatever the policies, a packet to the Service ends at a usable endpoint or is refused', () => {
  const policy = fc.constantFrom('Cluster', 'Local');
  const options = fc.record({
    externalTrafficPolicy: policy,
    internalTrafficPolicy: policy,
    sessionAffinity: fc.constantFrom('None', 'ClientIP'),
  });
  const anyNode = fc.constantFrom('master231', 'worker232', 'worker233');
  fc.assert(
    fc.property(
      fc.integer(),
      options,
      fc.subarray([...SEVEN]),
      anyNode,
      fc.boolean(),
      (seed, spec, pods, node, out) => {
        const cluster = written(spec, pods, seed);
        const sent = out ? packet(STRANGER, cluster.runtime.machineIp(node)!, 30080) : toClusterIp('10.100.1.9');
        const { verdict, destination } = walk(cluster, node, sent);
        const isLocal = (ip: string) => cluster.runtime.podAt(ip)?.node === node;
        const local = (out ? spec.externalTrafficPolicy : spec.internalTrafficPolicy) === 'Local';
        const usable = local ? pods.filter(isLocal) : pods;
        expect(verdict).toBe(pods.length === 0 ? 'rejected' : usable.length === 0 ? 'dropped' : 'passed');
        if (verdict === 'passed') expect(usable.map((ip) => `${ip}:80`)).toContain(destination);
      },
    ),
    { numRuns: 60 },
  );
});
