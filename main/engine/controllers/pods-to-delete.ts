// Models ActivePodsWithRanks in pkg/controller/controller_utils.go (v1.35): which Pods to give up first.
import type { KindMap } from '../api/resources.ts';
import { type Micros, fromTimestamp } from '../kernel/time.ts';
import { isPodReady } from '../kinds/pod/status.ts';
import { isSidecar } from '../kinds/pod/requests.ts';
import { byKey, compareText } from '../api/order.ts';
import { isPodActive, readySince } from './pod-state.ts';

type Pod = KindMap['pods'];

interface Candidate {
  readonly pod: Pod;
  /** Related Pods that are active on the same node. */
  readonly neighbours: number;
}

const COST_ANNOTATION = 'controller.kubernetes.io/pod-deletion-cost';
const phases: readonly (string | undefined)[] = ['Pending', 'Unknown', 'Running'];

/** The `count` of an owner's active Pods that it can best do without; `related` Pods crowd their nodes. */
export function podsToDelete(
  pods: readonly Pod[],
  count: number,
  { related, now }: { readonly related: readonly Pod[]; readonly now: Micros },
): readonly Pod[] {
  if (count >= pods.length) return [...pods].sort(byKey);
  const onNode = new Map<string, number>();
  for (const { spec } of related.filter(isPodActive)) {
    onNode.set(spec?.nodeName ?? '', (onNode.get(spec?.nodeName ?? '') ?? 0) + 1);
  }
  const candidates = pods.map((pod) => ({ pod, neighbours: onNode.get(pod.spec?.nodeName ?? '') ?? 0 }));
  return candidates
    .sort((a, b) => compareCandidates(a, b, now))
    .slice(0, count)
    .map(({ pod }) => pod);
}

/** The rules in their order; the first that tells the two apart decides. */
function compareCandidates(a: Candidate, b: Candidate, now: Micros): number {
  return (
    Number(Boolean(a.pod.spec?.nodeName)) - Number(Boolean(b.pod.spec?.nodeName)) ||
    phaseRank(a.pod) - phaseRank(b.pod) ||
    Number(isPodReady(a.pod)) - Number(isPodReady(b.pod)) ||
    deletionCost(a.pod) - deletionCost(b.pod) ||
    b.neighbours - a.neighbours ||
    compareAges([readySince(a.pod), a.pod], [readySince(b.pod), b.pod], now) ||
    compareRestarts(a.pod, b.pod) ||
    compareAges([createdAt(a.pod), a.pod], [createdAt(b.pod), b.pod], now) ||
    compareUids(a.pod, b.pod)
  );
}

const phaseRank = ({ status }: Pod): number => phases.indexOf(status?.phase);
const createdAt = ({ metadata }: Pod): Micros | undefined => fromTimestamp(metadata?.creationTimestamp ?? '');

function deletionCost({ metadata }: Pod): number {
  const text = metadata?.annotations?.[COST_ANNOTATION] ?? '0';
  return /^-?\d+$/.test(text) ? Number(text) : 0;
}

type Dated = readonly [since: Micros | undefined, pod: Pod];

/** Younger before older, but between ages of the same power of two chance decides: the UID. Equal ages decide nothing. */
function compareAges([a, podA]: Dated, [b, podB]: Dated, now: Micros): number {
  if (a === undefined || b === undefined) return Number(b === undefined) - Number(a === undefined);
  return a === b ? 0 : magnitude(now - a) - magnitude(now - b) || compareUids(podA, podB);
}

const compareUids = (a: Pod, b: Pod): number => compareText(a.metadata?.uid ?? '', b.metadata?.uid ?? '');

const NANOSECONDS = 1000;
const magnitude = (ageUs: number): number => (ageUs > 0 ? Math.floor(Math.log2(ageUs * NANOSECONDS)) : -1);

function compareRestarts(a: Pod, b: Pod): number {
  const [regularA, sidecarA] = mostRestarts(a);
  const [regularB, sidecarB] = mostRestarts(b);
  return regularB - regularA || sidecarB - sidecarA;
}

function mostRestarts({ spec, status }: Pod): readonly [regular: number, sidecar: number] {
  const sidecars = new Set((spec?.initContainers ?? []).filter(isSidecar).map(({ name }) => name));
  const regular = (status?.containerStatuses ?? []).map(({ restartCount }) => restartCount);
  const sidecar = (status?.initContainerStatuses ?? []).filter(({ name }) => sidecars.has(name));
  return [Math.max(0, ...regular), Math.max(0, ...sidecar.map(({ restartCount }) => restartCount))];
}
