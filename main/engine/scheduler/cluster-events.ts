// Models the event handlers and queueing hints of pkg/scheduler (v1.35): which changes in the cluster are a reason to
// look again at Pods that some plugin refused.
import type { Node, Pod } from '../api/generated/types.ts';
import type { Change } from '../api/store.ts';
import { jsonEqual } from '../kernel/json.ts';
import { isPodFinished } from '../kinds/pod/status.ts';

/** Plugins that may judge otherwise once a Pod has left its node, or come to one. */
export const afterPodLeft: readonly string[] = [
  ...['NodeResourcesFit', 'NodePorts', 'PodTopologySpread', 'InterPodAffinity', 'VolumeRestrictions'],
];
export const afterPodPlaced: readonly string[] = ['PodTopologySpread', 'InterPodAffinity'];
/** Plugins that look at claims, and those that look at volumes and their classes. */
export const afterClaim: readonly string[] = ['VolumeBinding', 'VolumeZone', 'VolumeRestrictions'];
export const afterVolume: readonly string[] = ['VolumeBinding', 'VolumeZone'];

const nodeParts: readonly (readonly [part: (node: Node) => unknown, plugins: readonly string[]])[] = [
  [({ status }) => status?.allocatable, ['NodeResourcesFit']],
  [({ metadata }) => metadata?.labels, ['NodeAffinity', 'PodTopologySpread', 'InterPodAffinity', ...afterVolume]],
  [({ spec }) => spec?.taints, ['TaintToleration', 'PodTopologySpread']],
  [({ spec }) => spec?.unschedulable, ['NodeUnschedulable']],
  [({ status }) => status?.images, []],
];

/** The plugins that may judge a changed node otherwise; undefined when nothing has changed that any looks at. */
export function concernedByNode({ object, previous }: Change<Node>): readonly string[] | undefined {
  const changed = nodeParts.filter(([part]) => !previous || !jsonEqual(part(object), part(previous)));
  return changed.length > 0 ? changed.flatMap(([, plugins]) => plugins) : undefined;
}

/** Whether a Pod takes up room on a node. */
export const isPlacedPod = (pod: Pod): boolean => Boolean(pod.spec?.nodeName) && !isPodFinished(pod);

/** Whether a Pod waits for this scheduler. */
export function isWaitingPod({ metadata, spec }: Pod): boolean {
  return (
    !spec?.nodeName &&
    metadata?.deletionTimestamp === undefined &&
    (spec?.schedulerName ?? 'default-scheduler') === 'default-scheduler' &&
    (spec?.schedulingGates ?? []).length === 0
  );
}

/** Whether a Pod on a node counts as before: with the same labels, the same needs, and ending or not. */
export function countsAsBefore(pod: Pod, previous: Pod): boolean {
  const parts = ({ metadata, spec }: Pod) => [
    metadata?.uid,
    metadata?.labels,
    metadata?.deletionTimestamp === undefined,
    spec?.containers,
    spec?.initContainers,
    spec?.overhead,
  ];
  return jsonEqual(parts(pod), parts(previous));
}

/** Whether a Pod is ending because the scheduler wants its place for another. */
export function isPreempted({ metadata, status }: Pod): boolean {
  return (
    metadata?.deletionTimestamp !== undefined &&
    (status?.conditions ?? []).some(({ type, reason }) => type === 'DisruptionTarget' && reason === PREEMPTED)
  );
}

/** The reason of the condition DisruptionTarget of such a Pod. */
export const PREEMPTED = 'PreemptionByScheduler';

/** Whether a waiting Pod has itself changed in a way that may help it. */
export function isAltered(pod: Pod, previous: Pod): boolean {
  return !jsonEqual(pod.spec, previous.spec) || !jsonEqual(pod.metadata?.labels, previous.metadata?.labels);
}
