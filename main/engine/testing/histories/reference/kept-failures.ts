// Models canRemoveFinalizer and getPodsWithDelayedDeletionPerIndex in pkg/controller/job (v1.35): a Job that counts failures
// for each index keeps the last failed Pod of an index until a Pod follows that takes its count over. In a namespace that is
// ending none can follow, and since Pods are deleted before all else there, the Job never goes either: in Kubernetes, too,
// the Pod, the Job and the namespace stay until a person takes the finalizer away.
import type { KubeObject } from '../../../../../preload/contract/objects.ts';
import type { Job, Pod } from '../../../api/generated/types.ts';
import { isActive } from '../pod-facts.ts';
import { indexesOf } from './index-list.ts';
import { type World, controllerOf, isGoing, uidOf } from '../world.ts';

const TRACKING = 'batch.kubernetes.io/job-tracking';

/** A test for Pods being deleted that their Job keeps, in vain, for the Pod that is to follow. */
export function keptFailures(world: World): (pod: KubeObject) => boolean {
  const kept = world
    .all('jobs')
    .filter((job) => isEndless(job, world))
    .flatMap((job) => keptBy(job, world));
  const uids = new Set(kept.map(uidOf));
  return (pod) => uids.has(uidOf(pod));
}

/** Whether a Job that counts by index is not over and not going, while its namespace is. */
function isEndless(job: Job, world: World): boolean {
  const isOver = job.status?.conditions?.some(
    ({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True',
  );
  const home = world.all('namespaces').find(({ metadata }) => metadata?.name === job.metadata?.namespace);
  return (
    job.spec?.backoffLimitPerIndex !== undefined && !isOver && !isGoing(job) && home !== undefined && isGoing(home)
  );
}

/** The last failed Pod of each index that has neither succeeded nor failed for good and has no Pod at work. */
function keptBy(job: Job, world: World): readonly Pod[] {
  const pods = world.all('pods').filter((pod) => controllerOf(pod) === uidOf(job));
  const settled = new Set([
    ...[job.status?.completedIndexes, job.status?.failedIndexes].flatMap(indexesOf),
    ...pods.filter(isActive).map(indexOf),
  ]);
  const failed = pods.filter((pod) => isTracked(pod) && hasFailed(pod, job) && !settled.has(indexOf(pod)));
  const last = new Map<number, Pod>();
  for (const pod of failed) {
    const other = last.get(indexOf(pod));
    if (!other || failuresBefore(other) <= failuresBefore(pod)) last.set(indexOf(pod), pod);
  }
  return [...last.values()];
}

/** A Pod that is deleted before it has ended is a failure as well, unless only failed ones are replaced. */
function hasFailed({ status }: Pod, { spec }: Job): boolean {
  return status?.phase === 'Failed' || (status?.phase !== 'Succeeded' && spec?.podReplacementPolicy !== 'Failed');
}

const isTracked = (pod: Pod): boolean => isGoing(pod) && (pod.metadata?.finalizers ?? []).includes(TRACKING);
const indexOf = (pod: Pod): number => annotated(pod, 'job-completion-index');
const failuresBefore = (pod: Pod): number =>
  annotated(pod, 'job-index-failure-count') + annotated(pod, 'job-index-ignored-failure-count');

const annotated = ({ metadata }: Pod, key: string): number =>
  Number(metadata?.annotations?.[`batch.kubernetes.io/${key}`] ?? 0);
