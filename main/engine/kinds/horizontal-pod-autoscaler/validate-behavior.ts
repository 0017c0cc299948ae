// Models validateBehavior in pkg/apis/autoscaling/validation/validation.go (v1.35).
import type {
  V2HPAScalingPolicy,
  V2HPAScalingRules,
  V2HorizontalPodAutoscalerBehavior,
} from '../../api/generated/types.ts';
import { parseQuantity } from '../../api/quantity.ts';
import type { FieldError } from '../../api/status.ts';
import { invalid, required, unsupported } from '../faults.ts';
import type { Written } from '../written.ts';

const WINDOW_SECONDS_MAX = 3600;
const PERIOD_SECONDS_MAX = 1800;
const selectPolicies = ['Disabled', 'Max', 'Min'];
const policyTypes = ['Percent', 'Pods'];

export function validateBehavior(path: string, behavior: Written<V2HorizontalPodAutoscalerBehavior>): FieldError[] {
  return [
    ...validateRules(`${path}.scaleUp`, behavior.scaleUp),
    ...validateRules(`${path}.scaleDown`, behavior.scaleDown),
  ];
}

function validateRules(path: string, rules: Written<V2HPAScalingRules> | undefined): FieldError[] {
  if (!rules) return [];
  const { selectPolicy, policies = [], tolerance } = rules;
  const errors = validateWindow(`${path}.stabilizationWindowSeconds`, rules.stabilizationWindowSeconds);
  if (selectPolicy !== undefined && !selectPolicies.includes(selectPolicy)) {
    errors.push(unsupported(`${path}.selectPolicy`, selectPolicy, selectPolicies));
  }
  if (policies.length === 0) errors.push(required(`${path}.policies`, 'must specify at least one Policy'));
  errors.push(...policies.flatMap((policy, index) => validatePolicy(`${path}.policies[${index}]`, policy)));
  if (tolerance !== undefined && parseQuantity(tolerance) < 0) {
    errors.push(invalid(`${path}.tolerance`, tolerance, 'must be greater than or equal to 0'));
  }
  return errors;
}

function validateWindow(field: string, seconds: number | undefined): FieldError[] {
  if (seconds === undefined) return [];
  if (seconds < 0) return [invalid(field, seconds, 'must be greater than or equal to zero')];
  if (seconds <= WINDOW_SECONDS_MAX) return [];
  return [invalid(field, seconds, `must be less than or equal to ${WINDOW_SECONDS_MAX}`)];
}

function validatePolicy(path: string, policy: Written<V2HPAScalingPolicy>): FieldError[] {
  const { type = '', value = 0, periodSeconds = 0 } = policy;
  const errors: FieldError[] = [];
  if (!policyTypes.includes(type)) errors.push(unsupported(`${path}.type`, type, policyTypes));
  if (value <= 0) errors.push(invalid(`${path}.value`, value, 'must be greater than zero'));
  if (periodSeconds <= 0) errors.push(invalid(`${path}.periodSeconds`, periodSeconds, 'must be greater than zero'));
  if (periodSeconds > PERIOD_SECONDS_MAX) {
    const fault = `must be less than or equal to ${PERIOD_SECONDS_MAX}`;
    errors.push(invalid(`${path}.periodSeconds`, periodSeconds, fault));
  }
  return errors;
}
