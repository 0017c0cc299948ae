// Models the first half of syncJob in pkg/controller/job/job_controller.go (v1.35): what a Job's Pods come to.
import type { KindMap } from '../../api/resources.ts';
import { isPodReady } from '../../kinds/pod/status.ts';
import { isPodActive, isPodTerminating } from '../pod-state.ts';
import { judgeFailure } from './failure-policy.ts';
import { parseIndexes } from './index-list.ts';
import {
  FAILURES_KEY,
  completionIndex,
  failuresBefore,
  finishedAt,
  hasLimitPerIndex,
  isIndexed,
  isPodFailed,
  isTracked,
  uidOf,
} from './job-pods.ts';
import { annotatedNumber } from '../annotated-number.ts';

type Job = KindMap['jobs'];
type Pod = KindMap['pods'];

export interface JobFacts {
  readonly pods: readonly Pod[];
  readonly active: readonly Pod[];
  readonly ready: number;
  readonly terminating: number;
  /** Pods that have ended and are not in the Job's status yet. */
  readonly newSucceeded: readonly Pod[];
  readonly newFailed: readonly Pod[];
  readonly succeeded: number;
  readonly failed: number;
  readonly indexes: IndexFacts | undefined;
}

/** Of an indexed Job. */
export interface IndexFacts {
  /** As the status has them. */
  readonly counted: ReadonlySet<number>;
  readonly succeeded: ReadonlySet<number>;
  /** Undefined unless each index has a limit of its own. */
  readonly failed: ReadonlySet<number> | undefined;
  /** The last failed Pod of each index that waits for its replacement, which takes over the count of failures. */
  readonly replaced: ReadonlyMap<number, Pod>;
}

/** `isPending` tells of a Pod whose finalizer was removed, which the cache does not show yet. */
export function jobFacts(job: Job, pods: readonly Pod[], isPending: (uid: string) => boolean): JobFacts {
  const { succeeded: uncountedSucceeded = [], failed: uncountedFailed = [] } =
    job.status?.uncountedTerminatedPods ?? {};
  const active = pods.filter(isPodActive);
  const fresh = pods.filter((pod) => isCountable(job, pod) && !isPending(uidOf(pod)));
  const newSucceeded = fresh.filter(
    (pod) => pod.status?.phase === 'Succeeded' && !uncountedSucceeded.includes(uidOf(pod)),
  );
  const newFailed = fresh.filter((pod) => isPodFailed(pod, job) && !uncountedFailed.includes(uidOf(pod)));
  const indexes = isIndexed(job) ? indexFacts(job, pods, fresh) : undefined;
  const failures = newFailed.filter((pod) => judgeFailure(job, pod).counts).length;
  return {
    pods,
    active,
    ready: active.filter(isPodReady).length,
    terminating: pods.filter(isPodTerminating).length,
    newSucceeded,
    newFailed,
    succeeded:
      indexes?.succeeded.size ?? (job.status?.succeeded ?? 0) + newSucceeded.length + uncountedSucceeded.length,
    failed: (job.status?.failed ?? 0) + failures + uncountedFailed.length,
    indexes,
  };
}

function isCountable(job: Job, pod: Pod): boolean {
  return isTracked(pod) && (!isIndexed(job) || completionIndex(pod, job) !== undefined);
}

function indexFacts(job: Job, pods: readonly Pod[], fresh: readonly Pod[]): IndexFacts {
  const completions = job.spec?.completions ?? 0;
  const counted = parseIndexes(job.status?.completedIndexes ?? '', completions);
  const done = pods.filter((pod) => pod.status?.phase === 'Succeeded' && isTracked(pod));
  const succeeded = new Set([...counted, ...indexesOf(job, done)]);
  if (!hasLimitPerIndex(job)) return { counted, succeeded, failed: undefined, replaced: new Map() };
  const failed = parseIndexes(job.status?.failedIndexes ?? '', completions);
  for (const index of indexesOf(
    job,
    pods.filter((pod) => isIndexFailed(job, pod)),
  ))
    failed.add(index);
  const busy = new Set([...indexesOf(job, pods.filter(isPodActive)), ...succeeded, ...failed]);
  return { counted, succeeded, failed, replaced: replacedPods(job, fresh, busy) };
}

/** Whether the failure of a Pod was one too many for its index. */
function isIndexFailed(job: Job, pod: Pod): boolean {
  if (!isPodFailed(pod, job)) return false;
  const { counts, action } = judgeFailure(job, pod);
  if (action === 'FailIndex') return true;
  return counts && (annotatedNumber(pod, FAILURES_KEY) ?? 0) >= (job.spec?.backoffLimitPerIndex ?? 0);
}

function replacedPods(job: Job, fresh: readonly Pod[], busy: ReadonlySet<number>): ReadonlyMap<number, Pod> {
  const replaced = new Map<number, Pod>();
  for (const pod of fresh) {
    const index = completionIndex(pod, job);
    if (index === undefined || !isPodFailed(pod, job) || busy.has(index)) continue;
    const other = replaced.get(index);
    if (!other || isLater(pod, other)) replaced.set(index, pod);
  }
  return replaced;
}

const isLater = (pod: Pod, other: Pod): boolean =>
  failuresBefore(pod) > failuresBefore(other) || finishedAt(pod) > finishedAt(other);

/** The indexes that some of the Pods have. */
export function indexesOf(job: Job, pods: readonly Pod[]): Set<number> {
  return new Set(pods.flatMap((pod) => completionIndex(pod, job) ?? []));
}
