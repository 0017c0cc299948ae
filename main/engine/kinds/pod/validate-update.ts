// Models ValidatePodUpdate in pkg/apis/core/validation/validation.go (v1.35): what may change in a Pod once it is there.
import type { Container, Pod, PodSpec, Toleration } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { forbidden, invalid } from '../faults.ts';

const ONLY_THESE_CHANGE =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,' +
  '`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),' +
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

export function validatePodUpdate(pod: Pod, previous: Pod): readonly FieldError[] {
  const { spec } = pod;
  const { spec: old } = previous;
  if (!spec || !old) return [];
  for (const list of ['containers', 'initContainers'] as const) {
    if ((spec[list] ?? []).length !== (old[list] ?? []).length) {
      return [forbidden(`spec.${list}`, 'pod updates may not add or remove containers')];
    }
  }
  const errors = [...validateDeadlineUpdate(spec, old), ...validateTolerationsUpdate(spec, old)];
  const changed = !jsonEqual(withoutMutable(spec), withoutMutable(old));
  return changed ? [...errors, forbidden('spec', ONLY_THESE_CHANGE)] : errors;
}

function validateDeadlineUpdate(spec: PodSpec, old: PodSpec): FieldError[] {
  const field = 'spec.activeDeadlineSeconds';
  const [next, last] = [spec.activeDeadlineSeconds, old.activeDeadlineSeconds];
  if (last === undefined || next === last) return [];
  if (next === undefined) return [invalid(field, null, 'must not update from a positive integer to nil value')];
  return next > last ? [invalid(field, next, 'must be less than or equal to previous value')] : [];
}

function validateTolerationsUpdate(spec: PodSpec, old: PodSpec): FieldError[] {
  const kept = (toleration: Toleration) =>
    (spec.tolerations ?? []).some((other) => jsonEqual(withoutSeconds(other), withoutSeconds(toleration)));
  if ((old.tolerations ?? []).every(kept)) return [];
  return [forbidden('spec.tolerations', 'existing toleration can not be modified except its tolerationSeconds')];
}

const withoutSeconds = (toleration: Toleration): Toleration => ({ ...toleration, tolerationSeconds: undefined });

function withoutMutable(spec: PodSpec): object {
  const withoutImage = (container: Container) => ({ ...container, image: '' });
  return {
    ...spec,
    containers: spec.containers.map(withoutImage),
    initContainers: spec.initContainers?.map(withoutImage),
    activeDeadlineSeconds: undefined,
    tolerations: undefined,
  };
}
