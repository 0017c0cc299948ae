import type { Pod, PodSpec } from '../../api/generated/types.ts';
import type { KindDefinition } from '../../api/resources.ts';
import type { FieldError } from '../../api/status.ts';
import { admitPod } from './admit.ts';
import { podColumns } from './columns.ts';
import { defaultPod } from './defaults.ts';
import { describePod } from './describe.ts';
import { podGracePeriod } from './grace-period.ts';
import type { Written } from '../written.ts';
import { validatePodAnnotations } from './validate-annotations.ts';
import { validateImageName } from './validate-container.ts';
import { validateEphemeralUpdate } from './validate-ephemeral.ts';
import { validateResize } from './validate-resize.ts';
import { validatePodSpec } from './validate-spec.ts';
import { validatePodStatus } from './validate-status.ts';
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
    ...validatePodSpec('spec', spec ?? {}, metadata?.name),
    ...validateImageNames(spec ?? {}),
  ],
  validateUpdate: validatePodUpdate,
  validateStatus: validatePodStatus,
  gracePeriod: podGracePeriod,
  warnings: podWarnings,
  validateSubresource: validatePart,
  columns: podColumns,
  describe: describePod,
};

function validatePart(subresource: string, pod: Pod, previous: Pod): readonly FieldError[] {
  return subresource === 'resize' ? validateResize(pod, previous) : validateEphemeralUpdate(pod, previous);
}

/** Of those containers that a Pod is created with. */
function validateImageNames(spec: Written<PodSpec>): FieldError[] {
  return (['containers', 'initContainers'] as const).flatMap((list) =>
    (spec[list] ?? []).flatMap((container, index) => validateImageName(`spec.${list}[${index}]`, container)),
  );
}
