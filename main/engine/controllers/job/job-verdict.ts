// Models the terminal conditions of syncJob in pkg/controller/job/job_controller.go (v1.35): whether a Job has to end.
import type { JobCondition } from '../../api/generated/types.ts';
import type { KindMap } from '../../api/resources.ts';
import { type Micros, SECOND, fromTimestamp, toTimestamp } from '../../kernel/time.ts';
import { judgeFailure } from './failure-policy.ts';
import { conditionAt, conditionOf } from '../../kinds/job/job-conditions.ts';
import type { JobFacts } from './job-facts.ts';
import { isPodFailed, isSuspended } from './job-pods.ts';
import { metSuccessRule } from './success-policy.ts';

type Job = KindMap['jobs'];
type Pod = KindMap['pods'];

const SUCCESS = 'SuccessCriteriaMet';
const FAILURE = 'FailureTarget';

/** That the Job is to end, with `SuccessCriteriaMet`, `FailureTarget` or `Failed`; undefined as long as it goes on. */
export function judgeJob(job: Job, facts: JobFacts, now: Micros): JobCondition | undefined {
  const at = toTimestamp(now);
  const met = conditionOf(job.status?.conditions, SUCCESS);
  if (met?.status === 'True') return met;
  const failing = conditionOf(job.status?.conditions, FAILURE);
  if (failing?.status === 'True') return conditionAt(at, 'Failed', failing.reason ?? '', failing.message ?? '');
  const failure = policyFailure(job, facts) ?? limitFailure(job, facts, now) ?? indexFailure(job, facts);
  if (failure) return conditionAt(at, FAILURE, ...failure);
  const rule = facts.indexes && metSuccessRule(job, facts.indexes.succeeded);
  return rule === undefined ? undefined : conditionAt(at, SUCCESS, 'SuccessPolicy', rule);
}

/** That all that was asked for is done. */
export function successCondition(now: Micros): JobCondition {
  return conditionAt(toTimestamp(now), SUCCESS, 'CompletionsReached', 'Reached expected number of succeeded pods');
}

/** The terminal condition that follows an interim one. */
export function finalCondition({ type, reason = '', message = '' }: JobCondition, now: Micros): JobCondition {
  return conditionAt(toTimestamp(now), type === SUCCESS ? 'Complete' : 'Failed', reason, message);
}

export const isSuccess = ({ type }: JobCondition): boolean => type === SUCCESS;

/** How long from now until the Job's deadline; undefined when it has none or has not begun. */
export function untilDeadline({ spec, status }: Job, now: Micros): number | undefined {
  const began = fromTimestamp(status?.startTime ?? '');
  if (spec?.activeDeadlineSeconds === undefined || began === undefined || spec.suspend) return undefined;
  return began + spec.activeDeadlineSeconds * SECOND - now;
}

type Failure = readonly [reason: string, message: string];

function policyFailure(job: Job, { pods }: JobFacts): Failure | undefined {
  const failed = pods.filter((pod) => isPodFailed(pod, job));
  const messages = failed.flatMap((pod) => judgeFailure(job, pod).jobFailure ?? []);
  return messages[0] === undefined ? undefined : ['PodFailurePolicy', messages[0]];
}

function limitFailure(job: Job, { failed, pods }: JobFacts, now: Micros): Failure | undefined {
  if (failed > (job.spec?.backoffLimit ?? 0) || isRestartedTooOften(job, pods)) {
    return ['BackoffLimitExceeded', 'Job has reached the specified backoff limit'];
  }
  const left = isSuspended(job) ? undefined : untilDeadline(job, now);
  if (left === undefined || left > 0) return undefined;
  return ['DeadlineExceeded', 'Job was active longer than specified deadline'];
}

/** Where containers are restarted in place, their restarts count. */
function isRestartedTooOften({ spec }: Job, pods: readonly Pod[]): boolean {
  if (spec?.template.spec?.restartPolicy !== 'OnFailure') return false;
  let restarts = 0;
  for (const { status } of pods) {
    if (status?.phase !== 'Running' && status?.phase !== 'Pending') continue;
    const containers = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
    for (const { restartCount } of containers) restarts += restartCount;
  }
  return restarts > 0 && restarts >= (spec.backoffLimit ?? 0);
}

function indexFailure({ spec }: Job, { indexes }: JobFacts): Failure | undefined {
  if (!indexes?.failed) return undefined;
  const failed = indexes.failed.size;
  if (spec?.maxFailedIndexes !== undefined && failed > spec.maxFailedIndexes) {
    return ['MaxFailedIndexesExceeded', 'Job has exceeded the specified maximal number of failed indexes'];
  }
  const isOver = failed > 0 && failed + indexes.succeeded.size >= (spec?.completions ?? 0);
  return isOver ? ['FailedIndexes', 'Job has failed indexes'] : undefined;
}
