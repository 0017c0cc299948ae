// The three modes against one model of what Services promise, on random Services, endpoints and packets.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Service } from '../api/generated/types.ts';
import { ObjectStore } from '../api/store.ts';
import { RandomStreams } from '../kernel/random.ts';
import { START } from '../kernel/time.ts';
import { contains, formatIp, parseCidr, parseIp } from './cidr.ts';
import { ClientMemory } from './client-memory.ts';
import { NodeRules } from './node-rules.ts';
import { walkNode } from './packet-walk.ts';
import type { Origin, Packet } from './packet.ts';
import type { ProxyMode } from './services/port-context.ts';

const NODE = { name: 'worker232', ip: '10.0.0.232' };
const CLUSTER_IP = '10.200.0.100';
const EXTERNAL_IP = '10.0.0.77';
const BALANCER_IP = '10.0.0.100';
const [PORT, NODE_PORT, TARGET] = [80, 30_080, 8080];
const POD_RANGE = parseCidr('10.100.0.0/16')!;

type State = 'ready' | 'ending' | 'gone';
interface Site {
  readonly endpoints: readonly { readonly ip: string; readonly local: boolean; readonly state: State }[];
  readonly internalLocal: boolean;
  readonly externalLocal: boolean;
  readonly ranges: readonly string[];
  readonly masqueradeAll: boolean;
  readonly affinity: boolean;
}
interface Trip {
  readonly from: string;
  readonly origin: Origin;
  readonly to: 'cluster' | 'external' | 'balancer' | 'node';
}

const sites: fc.Arbitrary<Site> = fc.record({
  endpoints: fc
    .uniqueArray(
      fc.record({
        last: fc.integer({ min: 11, max: 20 }),
        local: fc.boolean(),
        state: fc.constantFrom<State>('ready', 'ready', 'ending', 'gone'),
      }),
      { selector: ({ last }) => last, maxLength: 5 },
    )
    .map((all) => all.map(({ last, local, state }) => ({ ip: `10.100.${local ? 1 : 2}.${last}`, local, state }))),
  internalLocal: fc.boolean(),
  externalLocal: fc.boolean(),
  ranges: fc.subarray(['203.0.113.0/24', '10.100.0.0/16', '10.0.0.0/24']),
  masqueradeAll: fc.boolean(),
  affinity: fc.boolean(),
});
const trips: fc.Arbitrary<Trip> = fc
  .record({
    from: fc.constantFrom('10.100.1.50', '10.100.1.11', '203.0.113.7', '198.51.100.9', NODE.ip),
    to: fc.constantFrom('cluster', 'external', 'balancer', 'node'),
  })
  .map(({ from, to }) => ({ from, to, origin: from === NODE.ip ? 'node' : 'outside' }));

const addresses = { cluster: CLUSTER_IP, external: EXTERNAL_IP, balancer: BALANCER_IP, node: NODE.ip };

/** What a packet gets: nothing, or one of these endpoints, seen as who it is or as the node. */
interface Expected {
  readonly verdict: 'passed' | 'rejected' | 'dropped';
  readonly endpoints: readonly string[];
  readonly asNode: (endpoint: string) => boolean;
}

function promised(mode: ProxyMode, site: Site, { from, to }: Trip): Expected {
  const inRange =
    to !== 'balancer' ||
    site.ranges.length === 0 ||
    site.ranges.some((range) => contains(parseCidr(range)!, parseIp(from)!));
  const all = serving(site.endpoints);
  const local = serving(site.endpoints.filter((endpoint) => endpoint.local));
  const isPod = contains(POD_RANGE, parseIp(from)!);
  const isLocalPolicy = to === 'cluster' ? site.internalLocal : site.externalLocal;
  // Pods and the node itself reach every endpoint by the outer addresses; ipvs knows no such exception.
  const isShortCut = mode !== 'ipvs' && to !== 'cluster' && isLocalPolicy && (isPod || from === NODE.ip);
  const fallsBack = mode === 'ipvs' && local.length === 0;
  const endpoints = isLocalPolicy && !isShortCut && !fallsBack ? local : all;
  const any = all.length > 0 || local.length > 0;
  // The others ask where a packet comes from even when there is nobody to serve it.
  if (mode === 'iptables' ? any && !inRange : !inRange) return nothing('dropped');
  if (endpoints.length === 0) {
    // Rules of iptables that refuse outer addresses are not asked about what the node itself sends.
    if (mode === 'iptables' && from === NODE.ip && (to === 'external' || to === 'balancer')) return nothing('passed');
    return nothing(any && mode !== 'ipvs' ? 'dropped' : 'rejected');
  }
  const marked = isMarked(mode, site, { isPod, to, isLocalPolicy, from });
  const asNode = (endpoint: string) =>
    marked || (endpoint === from && (mode !== 'ipvs' || endpoint.startsWith('10.100.1.')));
  return { verdict: 'passed', endpoints, asNode };
}

function isMarked(
  mode: ProxyMode,
  { masqueradeAll }: Site,
  { isPod, to, isLocalPolicy, from }: { isPod: boolean; to: Trip['to']; isLocalPolicy: boolean; from: string },
): boolean {
  if (to === 'cluster') return masqueradeAll || !isPod;
  if (!isLocalPolicy) return true;
  return mode !== 'ipvs' && from === NODE.ip;
}

const nothing = (verdict: Expected['verdict']): Expected => ({ verdict, endpoints: [], asNode: () => false });

function serving(endpoints: Site['endpoints']): readonly string[] {
  const ready = endpoints.filter(({ state }) => state === 'ready');
  return (ready.length > 0 ? ready : endpoints.filter(({ state }) => state === 'ending')).map(({ ip }) => ip);
}

function serviceOf(site: Site): Service {
  return {
    metadata: { namespace: 'default', name: 'site', resourceVersion: '1' },
    spec: {
      type: 'LoadBalancer',
      clusterIP: CLUSTER_IP,
      externalIPs: [EXTERNAL_IP],
      loadBalancerSourceRanges: site.ranges,
      internalTrafficPolicy: site.internalLocal ? 'Local' : 'Cluster',
      externalTrafficPolicy: site.externalLocal ? 'Local' : 'Cluster',
      sessionAffinity: site.affinity ? 'ClientIP' : 'None',
      ports: [{ port: PORT, nodePort: NODE_PORT, protocol: 'TCP', targetPort: TARGET }],
    },
    status: { loadBalancer: { ingress: [{ ip: BALANCER_IP }] } },
  };
}

function tableOf(mode: ProxyMode, site: Site) {
  const rules = new NodeRules(new ObjectStore());
  const settings = {
    mode,
    clusterCidr: '10.100.0.0/16',
    serviceCidr: '10.200.0.0/16',
    masqueradeAll: site.masqueradeAll,
    localhostNodePorts: true,
    scheduler: 'rr',
  };
  const slice = {
    metadata: {
      namespace: 'default',
      name: 'site-1',
      resourceVersion: '1',
      labels: { 'kubernetes.io/service-name': 'site' },
    },
    addressType: 'IPv4',
    endpoints: site.endpoints.map(({ ip, local, state }) => ({
      addresses: [ip],
      nodeName: local ? NODE.name : 'worker233',
      conditions: { ready: state === 'ready', serving: state !== 'gone', terminating: state !== 'ready' },
    })),
    ports: [{ name: '', port: TARGET, protocol: 'TCP' }],
  };
  const place = { node: NODE.name, addresses: [NODE.ip], zone: '', settings, full: true, now: START };
  rules.plan(place, { id: '1', services: [serviceOf(site)], slices: [slice] });
  rules.commit(NODE.name, START, 1);
  return rules.table(NODE.name)!;
}

const modes: readonly ProxyMode[] = ['iptables', 'ipvs', 'nftables'];
const runs = Number(process.env['KUBARIUM_RUNS'] ?? 300);
const requests = Number(process.env['KUBARIUM_REQUESTS'] ?? 30_000);
/** For so many as one likes. */
const PATIENCE_MS = 30_000 + 30 * runs + requests / 5;
const seed = Number(process.env['KUBARIUM_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

test.each(modes)(
  `%s keeps what Services promise (KUBARIUM_SEED=${seed})`,
  (mode) => {
    fc.assert(
      fc.property(sites, fc.array(trips, { minLength: 1, maxLength: 6 }), (site, all) => {
        const table = tableOf(mode, site);
        const view = {
          addresses: [parseIp(NODE.ip)!],
          random: new RandomStreams(seed).get('packets'),
          memory: new ClientMemory(),
          now: START,
        };
        for (const trip of all) {
          const expected = promised(mode, site, trip);
          const packet: Packet = {
            protocol: 'tcp',
            source: parseIp(trip.from)!,
            destination: parseIp(addresses[trip.to])!,
            port: trip.to === 'node' ? NODE_PORT : PORT,
          };
          const { verdict, packet: sent } = walkNode(table, view, packet, trip.origin);
          expect(verdict, JSON.stringify(trip)).toBe(expected.verdict);
          if (verdict !== 'passed' || expected.endpoints.length === 0) continue;
          const endpoint = formatIp(sent.destination);
          expect(expected.endpoints, JSON.stringify(trip)).toContain(endpoint);
          expect(sent.port).toBe(TARGET);
          const own = mode === 'ipvs' && trip.origin === 'node' && trip.to !== 'node' ? addresses[trip.to] : trip.from;
          const seen = expected.asNode(endpoint) ? NODE.ip : own;
          expect(formatIp(sent.source), JSON.stringify({ trip, endpoint })).toBe(seen);
        }
      }),
      { numRuns: runs, seed },
    );
  },
  PATIENCE_MS,
);

test.each(modes)(
  `%s spreads ${requests} requests evenly (KUBARIUM_REQUESTS)`,
  (mode) => {
    const endpoints = Array.from({ length: 7 }, (_, index) => ({
      ip: `10.100.1.${11 + index}`,
      local: true,
      state: 'ready' as const,
    }));
    const table = tableOf(mode, {
      endpoints,
      internalLocal: false,
      externalLocal: false,
      ranges: [],
      masqueradeAll: false,
      affinity: false,
    });
    const view = {
      addresses: [parseIp(NODE.ip)!],
      random: new RandomStreams(7).get('packets'),
      memory: new ClientMemory(),
      now: START,
    };
    const packet: Packet = {
      protocol: 'tcp',
      source: parseIp('10.100.1.50')!,
      destination: parseIp(CLUSTER_IP)!,
      port: PORT,
    };
    const counts = new Map<number, number>();
    for (let sent = 0; sent < requests; sent++) {
      const { destination } = walkNode(table, view, packet, 'outside').packet;
      counts.set(destination, (counts.get(destination) ?? 0) + 1);
    }
    const expected = requests / endpoints.length;
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(counts.size).toBe(endpoints.length);
    // With six degrees of freedom larger than this once in a thousand times; the seed is fixed.
    expect(chiSquare).toBeLessThan(22.46);
  },
  PATIENCE_MS,
);
