// Models ValidatePodDisruptionBudgetSpec in pkg/apis/policy/validation/validation.go (v1.35).
import type { PodDisruptionBudget, PodDisruptionBudgetSpec } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { invalid, unsupported } from '../faults.ts';
import { validateAtMostAll, validateIntOrPercent } from '../int-or-percent.ts';
import { validateSelector } from '../validate-selector.ts';
import type { Written } from '../written.ts';

const evictionPolicies = ['AlwaysAllow', 'IfHealthyBudget'];

export function validatePodDisruptionBudget({ spec = {} }: Written<PodDisruptionBudget>): readonly FieldError[] {
  const { minAvailable, maxUnavailable, unhealthyPodEvictionPolicy: policy } = spec;
  const both = minAvailable !== undefined && maxUnavailable !== undefined;
  return [
    ...(both ? [invalid('spec', inGo(spec), 'minAvailable and maxUnavailable cannot be both set')] : []),
    ...validateIntOrPercent('spec.minAvailable', minAvailable),
    ...validateAtMostAll('spec.minAvailable', minAvailable),
    ...validateIntOrPercent('spec.maxUnavailable', maxUnavailable),
    ...validateAtMostAll('spec.maxUnavailable', maxUnavailable),
    ...validateSelector('spec.selector', spec.selector),
    ...(policy !== undefined && !evictionPolicies.includes(policy)
      ? [unsupported('spec.unhealthyPodEvictionPolicy', policy, evictionPolicies)]
      : []),
  ];
}

/** The spec as the API server has it inside. */
function inGo(spec: Written<PodDisruptionBudgetSpec>): object {
  return {
    MinAvailable: spec.minAvailable ?? null,
    Selector: spec.selector ?? null,
    MaxUnavailable: spec.maxUnavailable ?? null,
    UnhealthyPodEvictionPolicy: spec.unhealthyPodEvictionPolicy ?? null,
  };
}
