// Models ValidateReplicationControllerSpec in pkg/apis/core/validation/validation.go (v1.35).
import type { ReplicationController } from '../../api/generated/types.ts';
import { matchesLabels } from '../../api/selectors.ts';
import type { FieldError } from '../../api/status.ts';
import { notNegative, required } from '../faults.ts';
import { validateSelectedTemplate } from '../pod/validate-template.ts';
import type { Written } from '../written.ts';
import { validateReplicas } from '../validate-counts.ts';

export function validateReplicationController({ spec = {} }: Written<ReplicationController>): readonly FieldError[] {
  const { selector = {}, template } = spec;
  const selectsNothing = Object.keys(selector).length === 0;
  return [
    ...notNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...(selectsNothing ? [required('spec.selector')] : []),
    ...notNegative('spec.replicas', spec.replicas),
    ...validateSelectedTemplate('spec.template', template, 'ReplicationController', (labels) =>
      selectsNothing ? true : matchesLabels(selector, labels),
    ),
  ];
}

export function validateReplicationControllerStatus(
  { status }: ReplicationController,
  { status: old }: ReplicationController,
): readonly FieldError[] {
  return validateReplicas(status, old);
}
