// Models manageJob in pkg/controller/job/job_controller.go (v1.35): makes and removes Pods until as many run as the Job
// may have at once.
import type { ApiStatus } from '../../../../preload/contract/inputs.ts';
import { type KindMap, keyOf } from '../../api/resources.ts';
import { isPodReady } from '../../kinds/pod/status.ts';
import { createInBatches, isNamespaceEnding, podKeys } from '../pod-control.ts';
import { isPodTerminating } from '../pod-state.ts';
import { podsToDelete } from '../pods-to-delete.ts';
import { type BackOff, remainingForIndexUs, remainingUs } from './back-offs.ts';
import { type JobFacts, indexesOf } from './job-facts.ts';
import {
  completionIndex,
  hasLimitPerIndex,
  isIndexed,
  isSuspended,
  isTracked,
  replacesFailedOnly,
} from './job-pods.ts';
import { indexedPod, jobPod } from './job-template.ts';
import { type JobTools, untrack } from './job-tools.ts';

type Job = KindMap['jobs'];
type Pod = KindMap['pods'];

/** What the Job has after its Pods were seen to. */
export interface Managed {
  readonly active: number;
  readonly ready: number;
  readonly terminating: number;
  readonly failure: ApiStatus | undefined;
}

/** Pods that are made or removed in one go at most. */
const BURST = 500;

export function managePods(tools: JobTools, job: Job, facts: JobFacts, backOff: BackOff): Managed {
  const active = facts.active.length;
  if (isSuspended(job)) return removePods(tools, job, facts, facts.active);
  const wanted = wantedPods(job, facts);
  const surplus = surplusPods(tools, job, facts, Math.max(0, active - wanted)).slice(0, BURST);
  if (surplus.length > 0) return removePods(tools, job, facts, surplus);
  const missing = wanted - active - (replacesFailedOnly(job) ? facts.terminating : 0);
  if (missing > 0) return addPods(tools, job, facts, { count: Math.min(missing, BURST), backOff });
  return { active, ready: facts.ready, terminating: facts.terminating, failure: undefined };
}

/** Ends all active Pods of a Job that is over; their finalizers are seen to when they are counted. */
export function endPods({ pods }: JobTools, job: Job, facts: JobFacts): Managed & { readonly ended: number } {
  let failure: ApiStatus | undefined;
  let ended = 0;
  for (const pod of facts.active) {
    const failed = pods.delete(job, pod);
    if (failed) failure ??= failed;
    else ended++;
  }
  const counts = { active: facts.active.length - ended, ready: 0, terminating: facts.terminating + ended };
  return { ...counts, failure, ended };
}

/** Pods that are to run: as many as may at once, and no more than are still to succeed. */
function wantedPods({ spec }: Job, { succeeded, active }: JobFacts): number {
  const parallelism = spec?.parallelism ?? 1;
  if (spec?.completions === undefined) return succeeded > 0 ? active.length : parallelism;
  return Math.max(0, Math.min(spec.completions - succeeded, parallelism));
}

function removePods(tools: JobTools, job: Job, facts: JobFacts, chosen: readonly Pod[]): Managed {
  const key = keyOf(job);
  if (chosen.length > 0) tools.expectations.expect(key, 0, podKeys(chosen));
  let removed = 0;
  let failure: ApiStatus | undefined;
  for (const pod of chosen) {
    const failed = (isTracked(pod) ? untrack(tools.context, pod) : undefined) ?? tools.pods.delete(job, pod);
    if (!failed) {
      removed++;
      continue;
    }
    tools.expectations.deletionSeen(key, keyOf(pod));
    failure ??= failed;
  }
  return {
    active: facts.active.length - removed,
    ready: facts.ready - chosen.filter(isPodReady).length,
    terminating: facts.terminating + removed,
    failure,
  };
}

/** Pods with an index that is not wanted or taken by another one, and as many more as have to go. */
function surplusPods({ context }: JobTools, job: Job, { active }: JobFacts, count: number): readonly Pod[] {
  const { now } = context.kernel;
  const misplaced = isIndexed(job) ? misplacedPods(job, podsToDelete(active, active.length, { related: [], now })) : [];
  const others = active.filter((pod) => !misplaced.includes(pod));
  const more = Math.max(0, count - misplaced.length);
  return more === 0 ? misplaced : [...misplaced, ...podsToDelete(others, more, { related: [], now })];
}

function misplacedPods(job: Job, pods: readonly Pod[]): readonly Pod[] {
  const taken = new Set<number>();
  return pods.filter((pod) => {
    const index = completionIndex(pod, job);
    if (index === undefined || taken.has(index)) return true;
    taken.add(index);
    return false;
  });
}

function addPods(
  tools: JobTools,
  job: Job,
  facts: JobFacts,
  { count, backOff }: { readonly count: number; readonly backOff: BackOff },
): Managed {
  const { now } = tools.context.kernel;
  const indexes = facts.indexes && pendingIndexes(job, facts, count);
  const due = hasLimitPerIndex(job)
    ? (indexes ?? []).filter((index) => remainingForIndexUs(facts.indexes?.replaced.get(index), now) === 0)
    : indexes;
  const waits = hasLimitPerIndex(job)
    ? (indexes ?? []).map((index) => remainingForIndexUs(facts.indexes?.replaced.get(index), now))
    : [remainingUs(backOff, now)];
  const waitUs = Math.min(...waits);
  if (waitUs > 0 && waitUs < Infinity) {
    tools.context.requeue(keyOf(job), waitUs);
    return { active: 0, ready: facts.ready, terminating: facts.terminating, failure: undefined };
  }
  const pods = due
    ? due.map((index) => indexedPod(job, index, facts.indexes?.replaced.get(index)))
    : Array.from({ length: count }, () => jobPod(job));
  return createPods(tools, job, facts, pods);
}

function createPods(tools: JobTools, job: Job, facts: JobFacts, pods: readonly Pod[]): Managed {
  const key = keyOf(job);
  if (pods.length > 0) tools.expectations.expect(key, pods.length, []);
  const next = pods.values();
  const { succeeded, failure } = createInBatches(pods.length, () => {
    const { value } = next.next();
    const failed = value && tools.pods.create(job, value);
    return failed && isNamespaceEnding(failed) ? undefined : failed;
  });
  if (succeeded < pods.length) tools.expectations.creationSeen(key, pods.length - succeeded);
  const { ready, terminating } = facts;
  return { active: facts.active.length + succeeded, ready, terminating, failure };
}

/** The lowest indexes that are neither done nor failed for good nor taken. */
function pendingIndexes(job: Job, { active, pods, indexes }: JobFacts, count: number): readonly number[] {
  const ending = replacesFailedOnly(job) ? pods.filter(isPodTerminating) : [];
  const taken = new Set([
    ...(indexes?.succeeded ?? []),
    ...(indexes?.failed ?? []),
    ...indexesOf(job, [...active, ...ending]),
  ]);
  const pending: number[] = [];
  for (let index = 0; index < (job.spec?.completions ?? 0) && pending.length < count; index++) {
    if (!taken.has(index)) pending.push(index);
  }
  return pending;
}
