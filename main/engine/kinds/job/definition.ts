// Models pkg/registry/batch/job/strategy.go (v1.35).
import type { Job } from '../../api/generated/types.ts';
import type { KindDefinition } from '../../api/resources.ts';
import { admitJob } from './admit.ts';
import { jobColumns } from './columns.ts';
import { defaultJob } from './defaults.ts';
import { describeJob } from './describe.ts';
import { validateJob, validateJobUpdate } from './validate.ts';
import { validateJobStatus } from './validate-status.ts';
import { jobWarnings } from './warnings.ts';

export const jobKind: KindDefinition<Job> = {
  resource: 'jobs',
  kind: 'Job',
  group: 'batch',
  version: 'v1',
  singular: 'job',
  shortNames: [],
  categories: ['all'],
  namespaced: true,
  model: 'Job',
  generation: true,
  statusSubresource: true,
  defaults: defaultJob,
  admit: admitJob,
  validate: validateJob,
  validateUpdate: validateJobUpdate,
  validateStatus: validateJobStatus,
  warnings: jobWarnings,
  columns: jobColumns,
  describe: describeJob,
};
