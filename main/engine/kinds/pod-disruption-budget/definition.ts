// Models pkg/registry/policy/poddisruptionbudget/strategy.go (v1.35).
import type { PodDisruptionBudget } from '../../api/generated/types.ts';
import type { KindDefinition } from '../../api/resources.ts';
import { validateCounts } from '../validate-counts.ts';
import { podDisruptionBudgetColumns } from './columns.ts';
import { describePodDisruptionBudget } from './describe.ts';
import { validatePodDisruptionBudget } from './validate.ts';

export const podDisruptionBudgetKind: KindDefinition<PodDisruptionBudget> = {
  resource: 'poddisruptionbudgets',
  kind: 'PodDisruptionBudget',
  group: 'policy',
  version: 'v1',
  singular: 'poddisruptionbudget',
  shortNames: ['pdb'],
  categories: [],
  namespaced: true,
  model: 'PodDisruptionBudget',
  generation: true,
  statusSubresource: true,
  defaults: () => undefined,
  admit: (object) => {
    object.status = { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 };
    return undefined;
  },
  validate: validatePodDisruptionBudget,
  validateUpdate: () => [],
  validateStatus: ({ status }, { status: old }) =>
    validateCounts(status, old, ['disruptionsAllowed', 'currentHealthy', 'desiredHealthy', 'expectedPods']),
  columns: podDisruptionBudgetColumns,
  describe: describePodDisruptionBudget,
};
