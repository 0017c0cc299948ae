// Models PrepareForCreate and generateSelector in pkg/registry/batch/job/strategy.go (v1.35).
import type { Job } from '../../api/generated/types.ts';
import type { Unfinished } from '../written.ts';
import { labelLikeTemplate } from './defaults.ts';

const UID_LABEL = 'batch.kubernetes.io/controller-uid';
const NAME_LABEL = 'batch.kubernetes.io/job-name';

/** A Job selects its Pods by its own UID, unless it says otherwise. */
export function admitJob(job: Unfinished<Job>): undefined {
  job.status = {};
  if (!job.spec?.manualSelector) selectByUid(job);
  labelLikeTemplate(job);
}

function selectByUid({ metadata, spec = {} }: Unfinished<Job>): void {
  const { uid = '', name = '' } = metadata ?? {};
  const templateMetadata = ((spec.template ??= {}).metadata ??= {});
  const labels = (templateMetadata.labels ??= {});
  const generated = { [UID_LABEL]: uid, [NAME_LABEL]: name, 'controller-uid': uid, 'job-name': name };
  for (const [label, value] of Object.entries(generated)) labels[label] ??= value;
  const selector = (spec.selector ??= {});
  (selector.matchLabels ??= {})[UID_LABEL] ??= uid;
}
