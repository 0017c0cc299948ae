// Models trackJobStatusAndRemoveFinalizers in pkg/controller/job/job_controller.go (v1.35): Pods that have ended are noted in
// the Job's status, then let go of, and counted only after that, so that none is missed or counted twice.
import type { JobStatus } from '../../api/generated/types.ts';
import type { KindMap } from '../../api/resources.ts';
import { dropUndefined } from '../../kernel/json.ts';
import { judgeFailure } from './failure-policy.ts';
import { formatIndexes } from './index-list.ts';
import type { JobFacts } from './job-facts.ts';
import { completionIndex, isIndexed, isPodFailed, isTracked, uidOf } from './job-pods.ts';
import { orAbsent } from '../non-empty.ts';

type Job = KindMap['jobs'];
type Pod = KindMap['pods'];

/** Pods that the status may hold uncounted. */
const UNCOUNTED_MAX = 500;

export interface Noted {
  readonly status: JobStatus;
  /** Pods to let go of after the status is written. */
  readonly pods: readonly Pod[];
  /** Whether some had to be left for the next time. */
  readonly isCut: boolean;
}

/** How the Job ends, as far as the fate of its Pods depends on it. */
export type Ending = 'well' | 'badly' | undefined;

/** The status with all Pods that can be counted; `isPending` tells of those that were let go of unseen. */
export function noteEndedPods(job: Job, facts: JobFacts, ending: Ending, isPending: (uid: string) => boolean): Noted {
  const held = facts.pods.filter((pod) => isTracked(pod) && !isPending(uidOf(pod)));
  const status = countLetGo(job.status ?? {}, new Set(held.map(uidOf)));
  const ended = held.filter((pod) => mayLetGo(job, facts, ending, pod));
  const pods = ended.slice(0, UNCOUNTED_MAX);
  const { succeeded = [], failed = [] } = status.uncountedTerminatedPods ?? {};
  const newSucceeded = isIndexed(job) ? [] : newUids(pods.filter(isSucceeded), succeeded);
  const failures = pods.filter((pod) => !isSucceeded(pod) && isFailure(job, ending, pod));
  const uncountedTerminatedPods = uncounted([...succeeded, ...newSucceeded], [...failed, ...newUids(failures, failed)]);
  return {
    status: { ...status, uncountedTerminatedPods, ...indexCounts(facts) },
    pods,
    isCut: pods.length < ended.length,
  };
}

/** The status with those uncounted Pods counted that nothing holds any more. */
export function countLetGo(status: JobStatus, held: ReadonlySet<string>): JobStatus {
  const { succeeded = [], failed = [] } = status.uncountedTerminatedPods ?? {};
  const stillSucceeded = succeeded.filter((uid) => held.has(uid));
  const stillFailed = failed.filter((uid) => held.has(uid));
  return dropUndefined({
    ...status,
    succeeded: orAbsent((status.succeeded ?? 0) + succeeded.length - stillSucceeded.length),
    failed: orAbsent((status.failed ?? 0) + failed.length - stillFailed.length),
    uncountedTerminatedPods: uncounted(stillSucceeded, stillFailed),
  });
}

function mayLetGo(job: Job, { indexes }: JobFacts, ending: Ending, pod: Pod): boolean {
  if (job.metadata?.deletionTimestamp !== undefined || ending !== undefined || isSucceeded(pod)) return true;
  if (!isPodFailed(pod, job)) return false;
  const index = completionIndex(pod, job);
  return index === undefined || indexes?.replaced.get(index)?.metadata?.uid !== pod.metadata?.uid;
}

/** When a Job ends badly, every Pod that has not ended is a failure. */
function isFailure(job: Job, ending: Ending, pod: Pod): boolean {
  if (!isPodFailed(pod, job) && ending !== 'badly') return false;
  if (isIndexed(job) && completionIndex(pod, job) === undefined) return false;
  return judgeFailure(job, pod).counts;
}

function indexCounts({ indexes }: JobFacts): Partial<JobStatus> {
  if (!indexes) return {};
  return dropUndefined({
    succeeded: orAbsent(indexes.succeeded.size),
    completedIndexes: indexes.succeeded.size > 0 ? formatIndexes(indexes.succeeded) : undefined,
    failedIndexes: indexes.failed && formatIndexes(indexes.failed),
  });
}

function uncounted(succeeded: readonly string[], failed: readonly string[]): JobStatus['uncountedTerminatedPods'] {
  return { ...(succeeded.length > 0 && { succeeded }), ...(failed.length > 0 && { failed }) };
}

const newUids = (pods: readonly Pod[], known: readonly string[]): readonly string[] =>
  pods.map(uidOf).filter((uid) => !known.includes(uid));
const isSucceeded = ({ status }: Pod): boolean => status?.phase === 'Succeeded';
