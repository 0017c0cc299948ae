// Models ValidateReplicaSetSpec in pkg/apis/apps/validation/validation.go (v1.35).
import type { ReplicaSet } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { notNegative } from '../faults.ts';
import { matcherOf } from '../matcher.ts';
import { validateSelectedTemplate } from '../pod/validate-template.ts';
import { isReadable, validateControllerSelector, validateSameSelector } from '../validate-selector.ts';
import type { Written } from '../written.ts';
import { validateReplicas } from '../validate-counts.ts';

export function validateReplicaSet({ spec = {} }: Written<ReplicaSet>): readonly FieldError[] {
  const { selector, template } = spec;
  return [
    ...notNegative('spec.replicas', spec.replicas),
    ...notNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...validateControllerSelector('spec.selector', selector, 'deployment', 'invalid label selector'),
    ...(isReadable(selector)
      ? validateSelectedTemplate('spec.template', template, 'ReplicaSet', matcherOf(selector))
      : []),
  ];
}

export function validateReplicaSetUpdate(replicaSet: ReplicaSet, previous: ReplicaSet): readonly FieldError[] {
  return validateSameSelector('spec.selector', replicaSet.spec?.selector, previous.spec?.selector);
}

export function validateReplicaSetStatus({ status }: ReplicaSet, { status: old }: ReplicaSet): readonly FieldError[] {
  return validateReplicas(status, old);
}
