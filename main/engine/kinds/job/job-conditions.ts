// Models ensureJobConditionStatus in pkg/controller/job/job_controller.go (v1.35).
import type { JobCondition } from '../../api/generated/types.ts';
import type { KindMap } from '../../api/resources.ts';

type Job = KindMap['jobs'];
export type JobConditions = readonly JobCondition[];

/** Whether the Job has ended, well or badly. */
export const isJobFinished = ({ status }: Job): boolean =>
  conditionOf(status?.conditions, 'Complete')?.status === 'True' ||
  conditionOf(status?.conditions, 'Failed')?.status === 'True';

export function conditionOf(conditions: JobConditions | undefined, type: string): JobCondition | undefined {
  return conditions?.find((condition) => condition.type === type);
}

/** A condition that has just become true. */
export function conditionAt(now: string, type: string, reason: string, message: string): JobCondition {
  return { type, status: 'True', lastProbeTime: now, lastTransitionTime: now, reason, message };
}

/** The conditions with this one in its place or at the end; the same list when nothing is new. */
export function withCondition(conditions: JobConditions, condition: JobCondition): JobConditions {
  const present = conditionOf(conditions, condition.type);
  if (!present) return condition.status === 'False' ? conditions : [...conditions, condition];
  const { status, reason, message } = condition;
  if (present.status === status && present.reason === reason && present.message === message) return conditions;
  return conditions.map((item) => (item === present ? condition : item));
}
