// Models pkg/registry/networking/ingressclass/strategy.go (v1.35).
import type { IngressClass } from '../../api/generated/types.ts';
import type { KindDefinition } from '../../api/resources.ts';
import { ingressClassColumns } from './columns.ts';
import { defaultIngressClass } from './defaults.ts';
import { describeIngressClass } from './describe.ts';
import { validateIngressClass, validateIngressClassUpdate } from './validate.ts';

export const ingressClassKind: KindDefinition<IngressClass> = {
  resource: 'ingressclasses',
  kind: 'IngressClass',
  group: 'networking.k8s.io',
  version: 'v1',
  singular: 'ingressclass',
  shortNames: [],
  categories: [],
  namespaced: false,
  model: 'IngressClass',
  generation: true,
  statusSubresource: false,
  defaults: defaultIngressClass,
  validate: validateIngressClass,
  validateUpdate: validateIngressClassUpdate,
  columns: ingressClassColumns,
  describe: describeIngressClass,
};
