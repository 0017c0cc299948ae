// Models pkg/registry/core/resourcequota/strategy.go (v1.35).
import type { ResourceQuota } from '../../api/generated/types.ts';
import type { KindDefinition } from '../../api/resources.ts';
import { resourceQuotaColumns } from './columns.ts';
import { defaultResourceQuota } from './defaults.ts';
import { describeResourceQuota } from './describe.ts';
import { validateResourceQuota, validateResourceQuotaStatus, validateResourceQuotaUpdate } from './validate.ts';

export const resourceQuotaKind: KindDefinition<ResourceQuota> = {
  resource: 'resourcequotas',
  kind: 'ResourceQuota',
  group: '',
  version: 'v1',
  singular: 'resourcequota',
  shortNames: ['quota'],
  categories: [],
  namespaced: true,
  model: 'ResourceQuota',
  generation: false,
  statusSubresource: true,
  defaults: defaultResourceQuota,
  admit: (quota) => {
    quota.status = {};
    return undefined;
  },
  validate: validateResourceQuota,
  validateUpdate: validateResourceQuotaUpdate,
  validateStatus: validateResourceQuotaStatus,
  columns: resourceQuotaColumns,
  describe: describeResourceQuota,
};
