// Requests of the gallery's visitors: node by node and Pod by Pod in turn; now and then one that meets a stale rule.
import type { ClusterView, NodeView, PodView, RequestView } from '../../../preload/contract/views.ts';

/** Every so manieth request is sent to a Pod that is ending. */
const staleEvery = 40;

export class Visits {
  private readonly nodes: readonly NodeView[];
  private readonly ready: readonly PodView[];
  private readonly ending: readonly PodView[];
  private seq = 0;

  constructor({ entities: { nodes, pods, services } }: ClusterView) {
    const behind = new Set(services.find(isOpen)?.endpoints.map(({ podUid }) => podUid));
    const takers = pods.filter(({ uid }) => behind.has(uid));
    this.nodes = nodes;
    this.ready = takers.filter(({ condition }) => condition === 'ready');
    this.ending = takers.filter(({ condition }) => condition === 'ending');
  }

  next(count: number, timeUs: number): readonly RequestView[] {
    return Array.from({ length: count }, () => this.one(timeUs));
  }

  private one(timeUs: number): RequestView {
    this.seq += 1;
    const stale = this.seq % staleEvery === 0;
    const takers = stale ? this.ending : this.ready;
    const entry = this.nodes[this.seq % this.nodes.length];
    const pod = takers[(this.seq * 7) % takers.length];
    return visit(this.seq, timeUs, entry, pod, stale);
  }
}

function isOpen({ ports }: ClusterView['entities']['services'][number]): boolean {
  return ports.some(({ nodePort }) => nodePort !== undefined);
}

function visit(
  seq: number,
  sentUs: number,
  entry: NodeView | undefined,
  pod: PodView | undefined,
  failed: boolean,
): RequestView {
  const nodes = [...new Set([entry?.name, pod?.node])].filter((name) => name !== undefined);
  return {
    seq,
    client: 'visitors',
    sentUs,
    durationUs: 5000,
    source: '10.0.0.1',
    destination: `${entry?.ip ?? ''}:30080`,
    path: '/',
    service: 'default/myweb-nodeport',
    hops: [
      { afterUs: 0, at: 'client', id: 'visitors' },
      ...nodes.map((id, index) => ({ afterUs: 500 * (index + 1), at: 'node' as const, id })),
      ...(pod ? [{ afterUs: 2000, at: 'pod' as const, id: pod.uid }] : []),
    ],
    podUid: pod?.uid,
    backend: pod?.ip === undefined ? undefined : `${pod.ip}:80`,
    outcome: failed ? 'refused' : 'answered',
    httpStatus: failed ? undefined : 200,
    why: failed ? 'refused: stale rule' : undefined,
  };
}
