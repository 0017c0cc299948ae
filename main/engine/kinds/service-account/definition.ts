// Models pkg/registry/core/serviceaccount/strategy.go (v1.35).
import type { ServiceAccount } from '../../api/generated/types.ts';
import type { KindDefinition } from '../../api/resources.ts';
import { ageColumn, nameColumn } from '../columns.ts';
import { describeServiceAccount } from './describe.ts';

export const serviceAccountKind: KindDefinition<ServiceAccount> = {
  resource: 'serviceaccounts',
  kind: 'ServiceAccount',
  group: '',
  version: 'v1',
  singular: 'serviceaccount',
  shortNames: ['sa'],
  categories: [],
  namespaced: true,
  model: 'ServiceAccount',
  generation: false,
  statusSubresource: false,
  defaults: () => undefined,
  validate: () => [],
  validateUpdate: () => [],
  columns: [nameColumn, ageColumn],
  describe: describeServiceAccount,
};
