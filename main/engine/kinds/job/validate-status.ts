// Models ValidateJobUpdateStatus in pkg/apis/batch/validation/validation.go and getStatusValidationOptions in
// pkg/registry/batch/job/strategy.go (v1.35): what a Job's status may say of its end, looked at where that changes.
import type { Job, JobStatus } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { invalid, invalidUnshown, required } from '../faults.ts';
import { validateCounts } from '../validate-counts.ts';
import { conditionOf } from './job-conditions.ts';

const terminal = ['Failed', 'Complete', 'FailureTarget'];

export function validateJobStatus({ status = {} }: Job, { status: old = {} }: Job): readonly FieldError[] {
  const counts = validateCounts(status, old, ['active', 'succeeded', 'failed', 'ready', 'terminating']);
  if (jsonEqual(status, old)) return counts;
  return [...counts, ...validateConditions(status, old), ...validateTimes(status), ...validatePods(status)];
}

const holds = ({ conditions }: JobStatus, type: string): boolean => conditionOf(conditions, type)?.status === 'True';
const isFinished = (status: JobStatus): boolean => holds(status, 'Complete') || holds(status, 'Failed');

function validateConditions(status: JobStatus, old: JobStatus): FieldError[] {
  const refuse = (fault: string) => [invalidUnshown('status.conditions', fault)];
  const complete = holds(status, 'Complete');
  const failed = holds(status, 'Failed');
  const target = holds(status, 'FailureTarget');
  return [
    ...(complete && failed ? refuse('cannot set Complete=True and Failed=true conditions') : []),
    ...(complete && target ? refuse('cannot set Complete=True and FailureTarget=true conditions') : []),
    ...(failed && !target && !holds(old, 'Failed')
      ? refuse('cannot set Failed=True condition without the FailureTarget=true condition')
      : []),
    ...(complete && !holds(status, 'SuccessCriteriaMet') && !holds(old, 'Complete')
      ? refuse('cannot set Complete=True condition without the SuccessCriteriaMet=true condition')
      : []),
    ...terminal
      .filter((type) => holds(old, type) && !holds(status, type))
      .flatMap((type) => refuse(`cannot disable the terminal ${type}=True condition`)),
  ];
}

function validateTimes(status: JobStatus): FieldError[] {
  const { startTime, completionTime } = status;
  const field = 'status.completionTime';
  const complete = holds(status, 'Complete');
  const errors: FieldError[] = [];
  if (completionTime !== undefined && !complete) {
    errors.push(invalid(field, completionTime, 'cannot set completionTime when there is no Complete=True condition'));
  }
  if (completionTime === undefined && complete) {
    errors.push(required(field, 'completionTime is required for Complete jobs'));
  }
  if (startTime !== undefined && completionTime !== undefined && completionTime < startTime) {
    errors.push(invalid(field, completionTime, 'completionTime cannot be set before startTime'));
  }
  if (startTime === undefined && isFinished(status)) {
    errors.push(required('status.startTime', 'startTime is required for finished job'));
  }
  return errors;
}

function validatePods(status: JobStatus): FieldError[] {
  const { active = 0, ready = 0, uncountedTerminatedPods: uncounted } = status;
  const waiting = (uncounted?.succeeded ?? []).length + (uncounted?.failed ?? []).length > 0;
  const finished = isFinished(status);
  const fault = 'uncountedTerminatedPods needs to be empty for finished job';
  return [
    ...(finished && active > 0 ? [invalid('status.active', active, 'active>0 is invalid for finished job')] : []),
    ...(finished && waiting ? [invalid('status.uncountedTerminatedPods', uncountedInGo(status), fault)] : []),
    ...(ready > active ? [invalid('status.ready', ready, 'cannot set more ready pods than active')] : []),
  ];
}

const uncountedInGo = ({ uncountedTerminatedPods }: JobStatus): object => ({
  Succeeded: uncountedTerminatedPods?.succeeded ?? null,
  Failed: uncountedTerminatedPods?.failed ?? null,
});
