// Models pkg/registry/rbac/clusterrole/strategy.go (v1.35).
import type { ClusterRole } from '../../api/generated/types.ts';
import { pathSegmentFaults } from '../../api/metadata.ts';
import type { KindDefinition } from '../../api/resources.ts';
import { createdAtColumn, nameColumn } from '../columns.ts';
import { defaultRules } from '../role/defaults.ts';
import { describeRole } from '../role/describe.ts';
import { validateClusterRole } from './validate.ts';

export const clusterRoleKind: KindDefinition<ClusterRole> = {
  resource: 'clusterroles',
  kind: 'ClusterRole',
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  singular: 'clusterrole',
  shortNames: [],
  categories: [],
  namespaced: false,
  model: 'ClusterRole',
  generation: false,
  statusSubresource: false,
  defaults: defaultRules,
  validate: validateClusterRole,
  nameFaults: pathSegmentFaults,
  validateUpdate: () => [],
  columns: [nameColumn, createdAtColumn],
  describe: describeRole,
};
