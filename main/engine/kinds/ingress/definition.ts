// Models pkg/registry/networking/ingress/strategy.go (v1.35).
import type { Ingress } from '../../api/generated/types.ts';
import type { KindDefinition } from '../../api/resources.ts';
import { invalid } from '../../api/status.ts';
import { validateEntrances } from '../validate-load-balancer-status.ts';
import { ingressColumns } from './columns.ts';
import { describeIngress } from './describe.ts';
import { annotationFaults, validateIngress } from './validate.ts';
import { ingressWarnings } from './warnings.ts';

const ingresses = { group: 'networking.k8s.io', resource: 'ingresses', kind: 'Ingress' };

export const ingressKind: KindDefinition<Ingress> = {
  resource: 'ingresses',
  kind: 'Ingress',
  group: 'networking.k8s.io',
  version: 'v1',
  singular: 'ingress',
  shortNames: ['ing'],
  categories: [],
  namespaced: true,
  model: 'Ingress',
  generation: true,
  statusSubresource: true,
  defaults: () => undefined,
  admit: (ingress) => {
    ingress.status = { loadBalancer: {} };
    const faults = annotationFaults(ingress);
    return faults.length === 0 ? undefined : invalid(ingresses, ingress.metadata?.name ?? '', faults);
  },
  validate: validateIngress,
  validateUpdate: () => [],
  validateStatus: ({ status }) => validateEntrances(status?.loadBalancer?.ingress),
  warnings: ingressWarnings,
  columns: ingressColumns,
  describe: describeIngress,
};
