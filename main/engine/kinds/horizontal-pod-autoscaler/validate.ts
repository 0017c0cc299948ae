// Models pkg/apis/autoscaling/validation/validation.go (v1.35).
import type { V2HorizontalPodAutoscaler } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { invalid } from '../faults.ts';
import type { Written } from '../written.ts';
import { validateBehavior } from './validate-behavior.ts';
import { validateMetrics } from './validate-metrics.ts';
import { validateReference } from './validate-reference.ts';

export function validateHorizontalPodAutoscaler({
  spec = {},
}: Written<V2HorizontalPodAutoscaler>): readonly FieldError[] {
  return [
    ...validateBounds(spec.minReplicas, spec.maxReplicas ?? 0),
    ...validateReference('spec.scaleTargetRef', spec.scaleTargetRef ?? {}),
    ...validateMetrics('spec.metrics', spec.metrics ?? []),
    ...validateBehavior('spec.behavior', spec.behavior ?? {}),
  ];
}

function validateBounds(min: number | undefined, max: number): FieldError[] {
  const errors: FieldError[] = [];
  if (min !== undefined && min < 1) {
    errors.push(invalid('spec.minReplicas', min, 'must be greater than or equal to 1'));
  }
  if (max < 1) errors.push(invalid('spec.maxReplicas', max, 'must be greater than 0'));
  if (min !== undefined && max < min) {
    errors.push(invalid('spec.maxReplicas', max, 'must be greater than or equal to `minReplicas`'));
  }
  return errors;
}
