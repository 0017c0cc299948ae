// Models WarningsOnCreate in pkg/registry/batch/job/strategy.go (v1.35).
import type { Job } from '../../api/generated/types.ts';
import { controllerWarnings } from '../pod/warnings.ts';

const COMPLETIONS_MANY = 100_000;
const PARALLELISM_MANY = 10_000;
const TOO_MANY_INDEXES =
  'In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might ' +
  'not be able to track completedIndexes when a big number of indexes fail';

export function jobWarnings(job: Job, previous: Job | undefined): string[] {
  const { completionMode, completions = 0, parallelism = 0, template } = job.spec ?? {};
  const many = completionMode === 'Indexed' && completions > COMPLETIONS_MANY && parallelism > PARALLELISM_MANY;
  return [...(many ? [TOO_MANY_INDEXES] : []), ...controllerWarnings('spec.template', template, job, previous)];
}
