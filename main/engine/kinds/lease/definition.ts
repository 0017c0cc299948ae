// Models pkg/registry/coordination/lease/strategy.go and pkg/printers/internalversion/printers.go (v1.35).
import type { Lease } from '../../api/generated/types.ts';
import type { KindDefinition } from '../../api/resources.ts';
import { ageColumn, nameColumn } from '../columns.ts';
import { describeLease } from './describe.ts';
import { validateLease } from './validate.ts';

export const leaseKind: KindDefinition<Lease> = {
  resource: 'leases',
  kind: 'Lease',
  group: 'coordination.k8s.io',
  version: 'v1',
  singular: 'lease',
  shortNames: [],
  categories: [],
  namespaced: true,
  model: 'Lease',
  generation: false,
  statusSubresource: false,
  defaults: () => undefined,
  validate: validateLease,
  validateUpdate: () => [],
  columns: [nameColumn, { name: 'Holder', priority: 0, cell: ({ spec }) => spec?.holderIdentity ?? '' }, ageColumn],
  describe: describeLease,
};
