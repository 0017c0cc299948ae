// Models pkg/registry/scheduling/priorityclass/strategy.go (v1.35).
import type { PriorityClass } from '../../api/generated/types.ts';
import type { KindDefinition } from '../../api/resources.ts';
import { priorityClassColumns } from './columns.ts';
import { defaultPriorityClass } from './defaults.ts';
import { describePriorityClass } from './describe.ts';
import { validatePriorityClass, validatePriorityClassUpdate } from './validate.ts';

export const priorityClassKind: KindDefinition<PriorityClass> = {
  resource: 'priorityclasses',
  kind: 'PriorityClass',
  group: 'scheduling.k8s.io',
  version: 'v1',
  singular: 'priorityclass',
  shortNames: ['pc'],
  categories: [],
  namespaced: false,
  model: 'PriorityClass',
  generation: true,
  statusSubresource: false,
  defaults: defaultPriorityClass,
  validate: validatePriorityClass,
  validateUpdate: validatePriorityClassUpdate,
  columns: priorityClassColumns,
  describe: describePriorityClass,
};
