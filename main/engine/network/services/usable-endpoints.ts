// Models pkg/proxy/topology.go (v1.35), CategorizeEndpoints: which endpoints a node uses for which traffic.
import type { Endpoint } from './endpoint.ts';
import { type ServicePort, usesClusterEndpoints, usesLocalEndpoints } from './service-port.ts';

/** The node whose rules are written. */
export interface NodePlace {
  readonly name: string;
  /** By which others know it. */
  readonly address: number;
  /** All of its own, without 127.0.0.1. */
  readonly addresses: readonly number[];
  readonly zone: string;
}

export interface UsableEndpoints {
  /** For traffic with the policy Cluster. */
  readonly cluster: readonly Endpoint[];
  /** For traffic with the policy Local. */
  readonly local: readonly Endpoint[];
  /** Both, each once. */
  readonly reachable: readonly Endpoint[];
  /** Whether any node has one, which decides between refusing traffic and dropping it. */
  readonly any: boolean;
}

const endsButServes = (endpoint: Endpoint) => !endpoint.ready && endpoint.serving && endpoint.terminating;

/** Whether nodes may differ in what they use: then the rules of the port belong to one node alone. */
export function dependsOnNode(port: ServicePort, endpoints: readonly Endpoint[]): boolean {
  if (usesLocalEndpoints(port) || port.sourceRanges.length > 0) return true;
  return endpoints.some(({ zoneHints, nodeHints }) => zoneHints.length > 0 || nodeHints.length > 0);
}

/** Ready endpoints are used; where there is none, those that end but still serve. */
export function usableEndpoints(port: ServicePort, endpoints: readonly Endpoint[], node: NodePlace): UsableEndpoints {
  const cluster = usesClusterEndpoints(port) ? clusterEndpoints(endpoints, node) : [];
  if (!usesLocalEndpoints(port)) return { cluster, local: [], reachable: cluster, any: cluster.length > 0 };
  const local = readyOrEnding(endpoints.filter((endpoint) => endpoint.node === node.name));
  const any = cluster.length > 0 || endpoints.some((endpoint) => endpoint.ready || endsButServes(endpoint));
  return { cluster, local, reachable: merge(cluster, local), any };
}

/** Whether traffic to the cluster IP, and whether what comes by an outer address, finds an endpoint. */
export function servedTraffic(
  { internalLocal, externalLocal }: ServicePort,
  { any, local }: UsableEndpoints,
): { readonly internal: boolean; readonly external: boolean } {
  const isServed = (onlyLocal: boolean) => any && !(onlyLocal && local.length === 0);
  return { internal: isServed(internalLocal), external: isServed(externalLocal) };
}

function clusterEndpoints(endpoints: readonly Endpoint[], node: NodePlace): readonly Endpoint[] {
  const ready = endpoints.filter(({ ready }) => ready);
  return ready.length > 0 ? nearest(ready, node) : endpoints.filter(endsButServes);
}

function readyOrEnding(endpoints: readonly Endpoint[]): readonly Endpoint[] {
  const ready = endpoints.filter(({ ready }) => ready);
  return ready.length > 0 ? ready : endpoints.filter(endsButServes);
}

/** Hints count only when every endpoint has one and one names this node, or else its zone. */
function nearest(ready: readonly Endpoint[], node: NodePlace): readonly Endpoint[] {
  for (const [hintsOf, own] of [
    [(endpoint: Endpoint) => endpoint.nodeHints, node.name],
    [(endpoint: Endpoint) => endpoint.zoneHints, node.zone],
  ] as const) {
    if (!ready.every((endpoint) => hintsOf(endpoint).length > 0)) continue;
    const near = ready.filter((endpoint) => hintsOf(endpoint).includes(own));
    if (near.length > 0) return near;
  }
  return ready;
}

function merge(cluster: readonly Endpoint[], local: readonly Endpoint[]): readonly Endpoint[] {
  const known = new Set(cluster.map(({ text }) => text));
  const more = local.filter(({ text }) => !known.has(text));
  return more.length === 0 ? cluster : [...cluster, ...more].sort((a, b) => (a.text < b.text ? -1 : 1));
}
