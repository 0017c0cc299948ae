// Models ValidateCronJobSpec in pkg/apis/batch/validation/validation.go (v1.35).
import type { CronJob, CronJobSpec, JobSpec } from '../../api/generated/types.ts';
import { validateLabels } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { invalid, notNegative, oneOf, required, unsupported } from '../faults.ts';
import { validateJobSpec } from '../job/validate-spec.ts';
import { validateAnnotations } from '../pod/validate-annotations.ts';
import type { Written } from '../written.ts';
import { parseSchedule } from './schedule.ts';
import { timeZoneFault } from './time-zone.ts';

/** Eleven characters of a Job's name are the minute for which it was made. */
const NAME_LENGTH_MAX = 52;
const concurrencyPolicies = ['Allow', 'Forbid', 'Replace'];

export function validateCronJob({ metadata, spec = {} }: Written<CronJob>): readonly FieldError[] {
  const { jobTemplate = {}, timeZone } = spec;
  const zoneFault = timeZone === undefined ? undefined : timeZoneFault(timeZone);
  return [
    ...validateSchedule('spec.schedule', spec),
    ...notNegative('spec.startingDeadlineSeconds', spec.startingDeadlineSeconds),
    ...(zoneFault === undefined ? [] : [invalid('spec.timeZone', timeZone, zoneFault)]),
    ...oneOf('spec.concurrencyPolicy', spec.concurrencyPolicy, concurrencyPolicies),
    ...validateLabels(jobTemplate.metadata?.labels, 'spec.jobTemplate.labels'),
    ...validateAnnotations(jobTemplate.metadata?.annotations, 'spec.jobTemplate.annotations'),
    ...validateJobSpec('spec.jobTemplate.spec', jobTemplate.spec ?? {}),
    ...validateNoSelector('spec.jobTemplate.spec', jobTemplate.spec ?? {}),
    ...notNegative('spec.successfulJobsHistoryLimit', spec.successfulJobsHistoryLimit),
    ...notNegative('spec.failedJobsHistoryLimit', spec.failedJobsHistoryLimit),
    ...validateName(metadata?.name ?? ''),
  ];
}

/** What the Jobs select is up to them. */
function validateNoSelector(path: string, { selector, manualSelector }: Written<JobSpec>): FieldError[] {
  return [
    ...(selector ? [invalid(`${path}.selector`, selector, '`selector` will be auto-generated')] : []),
    ...(manualSelector ? [unsupported(`${path}.manualSelector`, true, ['nil', 'false'])] : []),
  ];
}

function validateSchedule(field: string, { schedule = '' }: Written<CronJobSpec>): FieldError[] {
  if (schedule === '') return [required(field)];
  const parsed = parseSchedule(schedule);
  const errors = parsed.ok ? [] : [invalid(field, schedule, parsed.fault)];
  if (!schedule.includes('TZ')) return errors;
  return [...errors, invalid(field, schedule, 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead')];
}

function validateName(name: string): FieldError[] {
  if (name.length <= NAME_LENGTH_MAX) return [];
  return [invalid('metadata.name', name, `must be no more than ${NAME_LENGTH_MAX} characters`)];
}
