// Models SetDefaults_CronJob in pkg/apis/batch/v1/defaults.go (v1.35).
import type { CronJob } from '../../api/generated/types.ts';
import { defaultTemplate } from '../pod/defaults.ts';
import type { Unfinished } from '../written.ts';

const SUCCESSFUL_KEPT = 3;
const FAILED_KEPT = 1;

/** The Job's own defaults are left to the Jobs that are made of the template. */
export function defaultCronJob(cronJob: Unfinished<CronJob>): void {
  const spec = (cronJob.spec ??= {});
  spec.concurrencyPolicy ||= 'Allow';
  spec.suspend ??= false;
  spec.successfulJobsHistoryLimit ??= SUCCESSFUL_KEPT;
  spec.failedJobsHistoryLimit ??= FAILED_KEPT;
  const jobTemplate = (spec.jobTemplate ??= {});
  jobTemplate.metadata ??= {};
  defaultTemplate(((jobTemplate.spec ??= {}).template ??= {}));
}
