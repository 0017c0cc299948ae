// Models validatePodFailurePolicy in pkg/apis/batch/validation/validation.go (v1.35).
import type {
  JobSpec,
  PodFailurePolicyOnExitCodesRequirement,
  PodFailurePolicyOnPodConditionsPattern,
  PodFailurePolicyRule,
} from '../../api/generated/types.ts';
import { qualifiedNameFaults } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { duplicate, invalid, invalidFor, required, unsupported } from '../faults.ts';
import type { Written } from '../written.ts';

const actions = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
const operators = ['In', 'NotIn'];
const statuses = ['False', 'True', 'Unknown'];

/** Of a spec that has one. */
export function validatePodFailurePolicy(path: string, spec: Written<JobSpec>): FieldError[] {
  const { containers = [], initContainers = [] } = spec.template?.spec ?? {};
  const names = [...containers, ...initContainers].map(({ name }) => name);
  return (spec.podFailurePolicy?.rules ?? []).flatMap((rule, index) =>
    validateRule(`${path}.rules[${index}]`, rule, spec.backoffLimitPerIndex !== undefined, names),
  );
}

function validateRule(
  path: string,
  rule: Written<PodFailurePolicyRule>,
  perIndex: boolean,
  names: readonly (string | undefined)[],
): FieldError[] {
  const { action = '', onExitCodes, onPodConditions = [] } = rule;
  const errors: FieldError[] = [];
  if (action === '') errors.push(required(`${path}.action`, 'valid values: "Count", "FailIndex", "FailJob", "Ignore"'));
  else if (action === 'FailIndex' && !perIndex) {
    errors.push(invalid(`${path}.action`, action, 'requires the backoffLimitPerIndex to be set'));
  } else if (!actions.includes(action)) errors.push(unsupported(`${path}.action`, action, actions));
  if (onExitCodes) errors.push(...validateExitCodes(`${path}.onExitCodes`, onExitCodes, names));
  errors.push(
    ...onPodConditions.flatMap((pattern, index) => validatePattern(`${path}.onPodConditions[${index}]`, pattern)),
  );
  if (onExitCodes && onPodConditions.length > 0) {
    errors.push(invalid(path, '', 'specifying both OnExitCodes and OnPodConditions is not supported'));
  }
  if (!onExitCodes && onPodConditions.length === 0) {
    errors.push(invalid(path, '', 'specifying one of OnExitCodes and OnPodConditions is required'));
  }
  return errors;
}

function validateExitCodes(
  path: string,
  { operator = '', values = [], containerName }: Written<PodFailurePolicyOnExitCodesRequirement>,
  names: readonly (string | undefined)[],
): FieldError[] {
  const errors: FieldError[] = [];
  if (operator === '') errors.push(required(`${path}.operator`, 'valid values: "In", "NotIn"'));
  else if (!operators.includes(operator)) errors.push(unsupported(`${path}.operator`, operator, operators));
  if (containerName !== undefined && !names.includes(containerName)) {
    const fault = 'must be one of the container or initContainer names in the pod template';
    errors.push(invalid(`${path}.containerName`, containerName, fault));
  }
  if (values.length === 0) errors.push(invalid(`${path}.values`, values, 'at least one value is required'));
  const seen = new Set<number>();
  for (const [index, value] of values.entries()) {
    if (operator === 'In' && value === 0) {
      errors.push(invalid(`${path}.values[${index}]`, value, 'must not be 0 for the In operator'));
    }
    if (seen.has(value)) errors.push(duplicate(`${path}.values[${index}]`, value));
    seen.add(value);
  }
  return errors;
}

function validatePattern(
  path: string,
  { type = '', status = '' }: Written<PodFailurePolicyOnPodConditionsPattern>,
): FieldError[] {
  const errors = invalidFor(`${path}.type`, type, qualifiedNameFaults(type));
  if (status === '') errors.push(required(`${path}.status`, 'valid values: "False", "True", "Unknown"'));
  else if (!statuses.includes(status)) errors.push(unsupported(`${path}.status`, status, statuses));
  return errors;
}
