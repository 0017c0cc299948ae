// Models ValidateControllerRevision in pkg/apis/apps/validation/validation.go (v1.35).
import type { ControllerRevision } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { immutable, notNegative, required } from '../faults.ts';
import type { Written } from '../written.ts';

export function validateControllerRevision({ data, revision }: Written<ControllerRevision>): readonly FieldError[] {
  return [...(data === undefined ? [required('data', 'data is mandatory')] : []), ...notNegative('revision', revision)];
}

export function validateControllerRevisionUpdate(
  controllerRevision: ControllerRevision,
  previous: ControllerRevision,
): readonly FieldError[] {
  return immutable('data', controllerRevision.data, previous.data);
}
