// Models pkg/registry/core/service/strategy.go (v1.35).
import type { Service } from '../../api/generated/types.ts';
import { label1035Faults } from '../../api/metadata.ts';
import type { KindDefinition } from '../../api/resources.ts';
import { validateServiceEntrances } from '../validate-load-balancer-status.ts';
import { admitService, admitServiceUpdate } from './admit.ts';
import { serviceColumns } from './columns.ts';
import { defaultService } from './defaults.ts';
import { describeService } from './describe.ts';
import { validateService, validateServiceUpdate } from './validate.ts';
import { serviceWarnings } from './warnings.ts';

export const serviceKind: KindDefinition<Service> = {
  resource: 'services',
  kind: 'Service',
  group: '',
  version: 'v1',
  singular: 'service',
  shortNames: ['svc'],
  categories: ['all'],
  namespaced: true,
  model: 'Service',
  generation: false,
  statusSubresource: true,
  defaults: defaultService,
  admit: admitService,
  admitUpdate: admitServiceUpdate,
  validate: validateService,
  nameFaults: label1035Faults,
  validateUpdate: validateServiceUpdate,
  validateStatus: validateServiceEntrances,
  warnings: serviceWarnings,
  columns: serviceColumns,
  describe: describeService,
};
