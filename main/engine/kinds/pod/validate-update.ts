// Models ValidatePodUpdate in pkg/apis/core/validation/validation.go (v1.35): what may change in a Pod once it is there.
import type { Container, Pod, PodSpec, Toleration } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { forbidden, invalid } from '../faults.ts';
import { unifiedDiff } from '../unified-diff.ts';
import { specText } from './in-go.ts';
import { relaxGatedSpec, validateGatedUpdate, validateGatesUpdate } from './validate-gates-update.ts';

const MIRROR = 'kubernetes.io/config.mirror';
const DEADLINE = 'spec.activeDeadlineSeconds';
const ONLY_THESE_CHANGE =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,' +
  '`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),' +
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

export function validatePodUpdate(pod: Pod, previous: Pod): readonly FieldError[] {
  const { spec } = pod;
  const { spec: old } = previous;
  if (!spec || !old) return [];
  const annotationErrors = validateMirror(pod, previous);
  for (const list of ['containers', 'initContainers'] as const) {
    if ((spec[list] ?? []).length !== (old[list] ?? []).length) {
      return [...annotationErrors, forbidden(`spec.${list}`, 'pod updates may not add or remove containers')];
    }
  }
  return [...annotationErrors, ...validateSpecUpdate(spec, old)];
}

function validateSpecUpdate(spec: PodSpec, old: PodSpec): FieldError[] {
  const { activeDeadlineSeconds: deadline = 0 } = spec;
  if (old.activeDeadlineSeconds !== undefined && deadline > old.activeDeadlineSeconds) {
    return [invalid(DEADLINE, deadline, 'must be less than or equal to previous value')];
  }
  const comparable = relaxGatedSpec(allowedToChange(spec, old), old);
  const errors = [
    ...(spec.activeDeadlineSeconds === undefined && old.activeDeadlineSeconds !== undefined
      ? [invalid(DEADLINE, null, 'must not update from a positive integer to nil value')]
      : []),
    ...validateTolerationsUpdate(spec, old),
    ...validateGatesUpdate(spec, old),
    ...validateGatedUpdate(spec, old),
  ];
  if (jsonEqual(comparable, old)) return errors;
  return [...errors, forbidden('spec', `${ONLY_THESE_CHANGE}\n${unifiedDiff(specText(old), specText(comparable))}`)];
}

/** A Pod is the mirror of a static one, or is not, all its life. */
function validateMirror({ metadata }: Pod, { metadata: old }: Pod): FieldError[] {
  const [mirror, oldMirror] = [metadata?.annotations?.[MIRROR], old?.annotations?.[MIRROR]];
  if (mirror === oldMirror) return [];
  const verb = oldMirror === undefined ? 'add' : 'remove or update';
  return [forbidden(`metadata.annotations[${MIRROR}]`, `may not ${verb} mirror pod annotation`)];
}

/** The new spec with the old values of all that may change. */
function allowedToChange(spec: PodSpec, old: PodSpec): PodSpec {
  const withOldImages = (list: readonly Container[] | undefined, last: readonly Container[] | undefined) =>
    list?.map((container, index) => ({ ...container, image: last?.[index]?.image }));
  return {
    ...spec,
    containers: withOldImages(spec.containers, old.containers) ?? [],
    initContainers: withOldImages(spec.initContainers, old.initContainers),
    activeDeadlineSeconds: old.activeDeadlineSeconds,
    tolerations: old.tolerations,
  };
}

function validateTolerationsUpdate(spec: PodSpec, old: PodSpec): FieldError[] {
  const kept = (toleration: Toleration) =>
    (spec.tolerations ?? []).some((other) => jsonEqual(withoutSeconds(other), withoutSeconds(toleration)));
  if ((old.tolerations ?? []).every(kept)) return [];
  return [forbidden('spec.tolerations', 'existing toleration can not be modified except its tolerationSeconds')];
}

const withoutSeconds = (toleration: Toleration): Toleration => ({ ...toleration, tolerationSeconds: undefined });
