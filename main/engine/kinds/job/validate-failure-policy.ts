// Models validatePodFailurePolicy in pkg/apis/batch/validation/validation.go (v1.35).
import type {
  JobSpec,
  PodFailurePolicyOnExitCodesRequirement,
  PodFailurePolicyOnPodConditionsPattern,
  PodFailurePolicyRule,
} from '../../api/generated/types.ts';
import { qualifiedNameFaults } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { duplicate, invalid, invalidFor, invalidUnshown, required, tooMany, unsupported } from '../faults.ts';
import type { Written } from '../written.ts';

const actions = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
const operators = ['In', 'NotIn'];
const statuses = ['False', 'True', 'Unknown'];
const RULES_MAX = 20;
const VALUES_MAX = 255;
const PATTERNS_MAX = 20;

/** As Go prints a list of texts. */
const validValues = (values: readonly string[]): string =>
  `valid values: [${values.map((value) => JSON.stringify(value)).join(' ')}]`;

const tooManyOf = (field: string, list: readonly unknown[], most: number): FieldError[] =>
  list.length > most ? [tooMany(field, list.length, most)] : [];

/** Of a spec that has one. */
export function validatePodFailurePolicy(path: string, spec: Written<JobSpec>): FieldError[] {
  const { containers = [], initContainers = [] } = spec.template?.spec ?? {};
  const names = [...containers, ...initContainers].map(({ name }) => name);
  const rules = spec.podFailurePolicy?.rules ?? [];
  return [
    ...tooManyOf(`${path}.rules`, rules, RULES_MAX),
    ...rules.flatMap((rule, index) =>
      validateRule(`${path}.rules[${index}]`, rule, spec.backoffLimitPerIndex !== undefined, names),
    ),
  ];
}

function validateRule(
  path: string,
  rule: Written<PodFailurePolicyRule>,
  perIndex: boolean,
  names: readonly (string | undefined)[],
): FieldError[] {
  const { action = '', onExitCodes, onPodConditions = [] } = rule;
  const errors: FieldError[] = [];
  if (action === '') errors.push(required(`${path}.action`, validValues(actions)));
  else if (action === 'FailIndex' && !perIndex) {
    errors.push(invalid(`${path}.action`, action, 'requires the backoffLimitPerIndex to be set'));
  } else if (!actions.includes(action)) errors.push(unsupported(`${path}.action`, action, actions));
  if (onExitCodes) errors.push(...validateExitCodes(`${path}.onExitCodes`, onExitCodes, names));
  errors.push(
    ...tooManyOf(`${path}.onPodConditions`, onPodConditions, PATTERNS_MAX),
    ...onPodConditions.flatMap((pattern, index) => validatePattern(`${path}.onPodConditions[${index}]`, pattern)),
  );
  if (onExitCodes && onPodConditions.length > 0) {
    errors.push(invalidUnshown(path, 'specifying both OnExitCodes and OnPodConditions is not supported'));
  }
  if (!onExitCodes && onPodConditions.length === 0) {
    errors.push(invalidUnshown(path, 'specifying one of OnExitCodes and OnPodConditions is required'));
  }
  return errors;
}

function validateExitCodes(
  path: string,
  { operator = '', values = [], containerName }: Written<PodFailurePolicyOnExitCodesRequirement>,
  names: readonly (string | undefined)[],
): FieldError[] {
  const errors: FieldError[] = [];
  if (operator === '') errors.push(required(`${path}.operator`, validValues(operators)));
  else if (!operators.includes(operator)) errors.push(unsupported(`${path}.operator`, operator, operators));
  if (containerName !== undefined && !names.includes(containerName)) {
    const fault = 'must be one of the container or initContainer names in the pod template';
    errors.push(invalid(`${path}.containerName`, containerName, fault));
  }
  if (values.length === 0) errors.push(invalid(`${path}.values`, values, 'at least one value is required'));
  errors.push(...tooManyOf(`${path}.values`, values, VALUES_MAX));
  const seen = new Set<number>();
  for (const [index, value] of values.entries()) {
    if (operator === 'In' && value === 0) {
      errors.push(invalid(`${path}.values[${index}]`, value, 'must not be 0 for the In operator'));
    }
    if (seen.has(value)) errors.push(duplicate(`${path}.values[${index}]`, value));
    seen.add(value);
  }
  const ordered = values.every((value, index) => index === 0 || value >= (values[index - 1] ?? value));
  if (!ordered) errors.push(invalid(`${path}.values`, values, 'must be ordered'));
  return errors;
}

function validatePattern(
  path: string,
  { type = '', status = '' }: Written<PodFailurePolicyOnPodConditionsPattern>,
): FieldError[] {
  const errors = invalidFor(`${path}.type`, type, qualifiedNameFaults(type));
  if (status === '') errors.push(required(`${path}.status`, validValues(statuses)));
  else if (!statuses.includes(status)) errors.push(unsupported(`${path}.status`, status, statuses));
  return errors;
}
