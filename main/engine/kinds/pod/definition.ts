import type { Pod } from '../../api/generated/types.ts';
import type { KindDefinition } from '../../api/resources.ts';
import type { FieldError } from '../../api/status.ts';
import { admitPod } from './admit.ts';
import { podColumns } from './columns.ts';
import { defaultPod } from './defaults.ts';
import { describePod } from './describe.ts';
import { podGracePeriod } from './grace-period.ts';
import { validatePodAnnotations } from './validate-annotations.ts';
import { validateEphemeralUpdate } from './validate-ephemeral.ts';
import { validateResize } from './validate-resize.ts';
import { validatePodSpec } from './validate-spec.ts';
import { validatePodUpdate } from './validate-update.ts';
import { podWarnings } from './warnings.ts';

export const podKind: KindDefinition<Pod> = {
  resource: 'pods',
  kind: 'Pod',
  group: '',
  version: 'v1',
  singular: 'pod',
  shortNames: ['po'],
  categories: ['all'],
  namespaced: true,
  model: 'Pod',
  generation: true,
  statusSubresource: true,
  defaults: defaultPod,
  admit: admitPod,
  validate: ({ metadata, spec }) => [
    ...validatePodAnnotations(metadata?.annotations, 'metadata.annotations'),
    ...validatePodSpec('spec', spec ?? {}),
  ],
  validateUpdate: validatePodUpdate,
  gracePeriod: podGracePeriod,
  warnings: podWarnings,
  validateSubresource: validatePart,
  columns: podColumns,
  describe: describePod,
};

function validatePart(subresource: string, pod: Pod, previous: Pod): readonly FieldError[] {
  return subresource === 'resize' ? validateResize(pod, previous) : validateEphemeralUpdate(pod, previous);
}
