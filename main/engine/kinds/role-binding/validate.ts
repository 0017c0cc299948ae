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
  validateBinding(binding, ['Role', 'ClusterRole'], true);

export const validateClusterRoleBinding = (binding: Binding): readonly FieldError[] =>
  validateBinding(binding, ['ClusterRole'], false);

/** `kinds` are those that the binding may refer to; one of a namespace need not name that of a ServiceAccount. */
function validateBinding(
  { roleRef = {}, subjects = [] }: Binding,
  kinds: readonly string[],
  namespaced: boolean,
): FieldError[] {
  const { apiGroup = '', kind = '', name = '' } = roleRef;
  return [
    ...(apiGroup === RBAC_GROUP ? [] : [unsupported('roleRef.apiGroup', apiGroup, [RBAC_GROUP])]),
    ...(kinds.includes(kind) ? [] : [unsupported('roleRef.kind', kind, kinds)]),
    ...(name === '' ? [required('roleRef.name')] : invalidFor('roleRef.name', name, pathSegmentFaults(name))),
    ...subjects.flatMap((subject, index) => validateSubject(`subjects[${index}]`, subject, namespaced)),
  ];
}

export function validateBindingUpdate(binding: Binding, previous: Binding): readonly FieldError[] {
  if (jsonEqual(binding.roleRef, previous.roleRef)) return [];
  const { apiGroup = '', kind = '', name = '' } = binding.roleRef ?? {};
  return [invalid('roleRef', { APIGroup: apiGroup, Kind: kind, Name: name }, 'cannot change roleRef')];
}

function validateSubject(
  path: string,
  { kind = '', name = '', apiGroup = '', namespace }: Written<RbacV1Subject>,
  namespaced: boolean,
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
    ...(namespaced || namespace ? [] : [required(`${path}.namespace`)]),
  ];
}
