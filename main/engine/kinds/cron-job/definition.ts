// Models pkg/registry/batch/cronjob/strategy.go (v1.35).
import type { CronJob } from '../../api/generated/types.ts';
import type { KindDefinition } from '../../api/resources.ts';
import { controllerWarnings } from '../pod/warnings.ts';
import { cronJobColumns } from './columns.ts';
import { defaultCronJob } from './defaults.ts';
import { describeCronJob } from './describe.ts';
import { validateCronJob } from './validate.ts';

export const cronJobKind: KindDefinition<CronJob> = {
  resource: 'cronjobs',
  kind: 'CronJob',
  group: 'batch',
  version: 'v1',
  singular: 'cronjob',
  shortNames: ['cj'],
  categories: ['all'],
  namespaced: true,
  model: 'CronJob',
  generation: true,
  statusSubresource: true,
  defaults: defaultCronJob,
  admit: (object) => {
    object.status = {};
    return undefined;
  },
  validate: validateCronJob,
  validateUpdate: () => [],
  warnings: (cronJob, previous) =>
    controllerWarnings('spec.jobTemplate.spec.template', cronJob.spec.jobTemplate.spec?.template, cronJob, previous),
  columns: cronJobColumns,
  describe: describeCronJob,
};
