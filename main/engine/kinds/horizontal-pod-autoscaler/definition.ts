// Models pkg/registry/autoscaling/horizontalpodautoscaler/strategy.go (v1.35).
import type { V2HorizontalPodAutoscaler } from '../../api/generated/types.ts';
import type { KindDefinition } from '../../api/resources.ts';
import { validateCounts } from '../validate-counts.ts';
import { horizontalPodAutoscalerColumns } from './columns.ts';
import { defaultHorizontalPodAutoscaler } from './defaults.ts';
import { describeHorizontalPodAutoscaler } from './describe.ts';
import { firstVersion } from './first-version.ts';
import { validateHorizontalPodAutoscaler } from './validate.ts';

export const horizontalPodAutoscalerKind: KindDefinition<V2HorizontalPodAutoscaler> = {
  resource: 'horizontalpodautoscalers',
  kind: 'HorizontalPodAutoscaler',
  group: 'autoscaling',
  version: 'v2',
  singular: 'horizontalpodautoscaler',
  shortNames: ['hpa'],
  categories: ['all'],
  namespaced: true,
  model: 'V2HorizontalPodAutoscaler',
  generation: false,
  statusSubresource: true,
  defaults: defaultHorizontalPodAutoscaler,
  admit: (autoscaler) => {
    autoscaler.status = { desiredReplicas: 0 };
    // The API prints a list here even where there is none.
    Object.assign(autoscaler.status, { currentMetrics: null });
    return undefined;
  },
  validate: validateHorizontalPodAutoscaler,
  validateUpdate: () => [],
  validateStatus: ({ status }, { status: old }) => validateCounts(status, old, ['currentReplicas', 'desiredReplicas']),
  columns: horizontalPodAutoscalerColumns,
  describe: describeHorizontalPodAutoscaler,
  versions: [firstVersion],
};
