// Models pkg/registry/rbac/role/strategy.go (v1.35).
import type { Role } from '../../api/generated/types.ts';
import { pathSegmentFaults } from '../../api/metadata.ts';
import type { KindDefinition } from '../../api/resources.ts';
import { createdAtColumn, nameColumn } from '../columns.ts';
import { defaultRules } from './defaults.ts';
import { describeRole } from './describe.ts';
import { validateRole } from './validate.ts';

export const roleKind: KindDefinition<Role> = {
  resource: 'roles',
  kind: 'Role',
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  singular: 'role',
  shortNames: [],
  categories: [],
  namespaced: true,
  model: 'Role',
  generation: false,
  statusSubresource: false,
  defaults: defaultRules,
  validate: validateRole,
  nameFaults: pathSegmentFaults,
  validateUpdate: () => [],
  columns: [nameColumn, createdAtColumn],
  describe: describeRole,
};
