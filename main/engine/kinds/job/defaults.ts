// Models SetDefaults_Job in pkg/apis/batch/v1/defaults.go (v1.35).
import type { Job } from '../../api/generated/types.ts';
import { defaultTemplate } from '../pod/defaults.ts';
import type { Unfinished } from '../written.ts';

const RETRIES = 6;
const INT32_MAX = 2_147_483_647;

export function defaultJob(job: Unfinished<Job>): void {
  const spec = (job.spec ??= {});
  if (spec.completions === undefined && spec.parallelism === undefined) spec.completions = 1;
  spec.parallelism ??= 1;
  spec.backoffLimit ??= spec.backoffLimitPerIndex === undefined ? RETRIES : INT32_MAX;
  spec.completionMode ??= 'NonIndexed';
  spec.suspend ??= false;
  spec.manualSelector ??= false;
  spec.podReplacementPolicy ??= spec.podFailurePolicy ? 'Failed' : 'TerminatingOrFailed';
  for (const { onPodConditions } of spec.podFailurePolicy?.rules ?? []) {
    for (const pattern of onPodConditions ?? []) pattern.status ||= 'True';
  }
  defaultTemplate((spec.template ??= {}));
  labelLikeTemplate(job);
}

/** A Job without labels takes those of its template. */
export function labelLikeTemplate(job: Unfinished<Job>): void {
  const labels = job.spec?.template?.metadata?.labels ?? {};
  const metadata = (job.metadata ??= {});
  if (Object.keys(metadata.labels ?? {}).length === 0 && Object.keys(labels).length > 0)
    metadata.labels = { ...labels };
}
