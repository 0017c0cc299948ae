// Models ValidateRoleBinding and ValidateClusterRoleBinding in pkg/apis/rbac/validation/validation.go (v1.35).
import type { RbacV1Subject, RoleBinding } from '../../api/generated/types.ts';
import { pathSegmentFaults, subdomainFaults } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { invalid, invalidFor, required, unsupported } from '../faults.ts';
import type { Written } from '../written.ts';
import { RBAC_GROUP } from './defaults.ts';

type Binding = Written<Pick<RoleBinding, 'roleRef' | 'subjects'>>;

export const validateRoleBinding = (binding: Binding): readonly FieldError[] =>
  validateBinding(binding, ['Role', 'ClusterRole']);

/** `kinds` are those that the binding may refer to. */
export function validateBinding({ roleRef = {}, subjects = [] }: Binding, kinds: readonly string[]): FieldError[] {
  const { apiGroup = '', kind = '', name = '' } = roleRef;
  return [
    ...(apiGroup === RBAC_GROUP ? [] : [unsupported('roleRef.apiGroup', apiGroup, [RBAC_GROUP])]),
    ...(kinds.includes(kind) ? [] : [unsupported('roleRef.kind', kind, kinds)]),
    ...(name === '' ? [required('roleRef.name')] : invalidFor('roleRef.name', name, pathSegmentFaults(name))),
    ...subjects.flatMap((subject, index) => validateSubject(`subjects[${index}]`, subject)),
  ];
}

export function validateBindingUpdate(binding: Binding, previous: Binding): readonly FieldError[] {
  if (jsonEqual(binding.roleRef, previous.roleRef)) return [];
  const { apiGroup, kind, name } = binding.roleRef ?? {};
  return [invalid('roleRef', { apiGroup, kind, name }, 'cannot change roleRef')];
}

function validateSubject(
  path: string,
  { kind = '', name = '', apiGroup = '', namespace }: Written<RbacV1Subject>,
): FieldError[] {
  const errors = name === '' ? [required(`${path}.name`)] : [];
  if (kind === 'User' || kind === 'Group') {
    return apiGroup === RBAC_GROUP ? errors : [...errors, unsupported(`${path}.apiGroup`, apiGroup, [RBAC_GROUP])];
  }
  if (kind !== 'ServiceAccount') {
    return [...errors, unsupported(`${path}.kind`, kind, ['ServiceAccount', 'User', 'Group'])];
  }
  return [
    ...errors,
    ...(name === '' ? [] : invalidFor(`${path}.name`, name, subdomainFaults(name))),
    ...(apiGroup === '' ? [] : [unsupported(`${path}.apiGroup`, apiGroup, [''])]),
    ...(namespace ? [] : [required(`${path}.namespace`)]),
  ];
}
