// Models pkg/registry/rbac/clusterrolebinding/strategy.go (v1.35).
import type { ClusterRoleBinding } from '../../api/generated/types.ts';
import { pathSegmentFaults } from '../../api/metadata.ts';
import type { KindDefinition } from '../../api/resources.ts';
import { roleBindingColumns } from '../role-binding/columns.ts';
import { defaultRoleBinding } from '../role-binding/defaults.ts';
import { describeRoleBinding } from '../role-binding/describe.ts';
import { validateBindingUpdate, validateClusterRoleBinding } from '../role-binding/validate.ts';

export const clusterRoleBindingKind: KindDefinition<ClusterRoleBinding> = {
  resource: 'clusterrolebindings',
  kind: 'ClusterRoleBinding',
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  singular: 'clusterrolebinding',
  shortNames: [],
  categories: [],
  namespaced: false,
  model: 'ClusterRoleBinding',
  generation: false,
  statusSubresource: false,
  defaults: defaultRoleBinding,
  validate: validateClusterRoleBinding,
  nameFaults: pathSegmentFaults,
  validateUpdate: validateBindingUpdate,
  columns: roleBindingColumns,
  describe: describeRoleBinding,
};
