// Models pkg/registry/rbac/rolebinding/strategy.go (v1.35).
import type { RoleBinding } from '../../api/generated/types.ts';
import { pathSegmentFaults } from '../../api/metadata.ts';
import type { KindDefinition } from '../../api/resources.ts';
import { roleBindingColumns } from './columns.ts';
import { defaultRoleBinding } from './defaults.ts';
import { describeRoleBinding } from './describe.ts';
import { validateRoleBinding, validateBindingUpdate } from './validate.ts';

export const roleBindingKind: KindDefinition<RoleBinding> = {
  resource: 'rolebindings',
  kind: 'RoleBinding',
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  singular: 'rolebinding',
  shortNames: [],
  categories: [],
  namespaced: true,
  model: 'RoleBinding',
  generation: false,
  statusSubresource: false,
  defaults: defaultRoleBinding,
  validate: validateRoleBinding,
  nameFaults: pathSegmentFaults,
  validateUpdate: validateBindingUpdate,
  columns: roleBindingColumns,
  describe: describeRoleBinding,
};
