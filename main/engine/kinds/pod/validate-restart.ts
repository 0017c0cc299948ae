// Models validateContainerRestartPolicy in pkg/apis/core/validation/validation.go (v1.35): when one container alone is
// started anew.
import type { Container } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { required, unsupported } from '../faults.ts';
import type { Written } from '../written.ts';

type Rule = NonNullable<Written<Container>['restartPolicyRules']>[number];

const policies = ['Always', 'Never', 'OnFailure'];
const actions = ['Restart'];
const operators = ['In', 'NotIn'];

export function validateRestart(
  path: string,
  { restartPolicy: policy, restartPolicyRules: rules = [] }: Written<Container>,
): FieldError[] {
  return [
    ...(policy === undefined && rules.length > 0
      ? [required(`${path}.restartPolicy`, 'must specify restartPolicy when restart rules are used')]
      : []),
    ...(policy === undefined || policies.includes(policy)
      ? []
      : [unsupported(`${path}.restartPolicy`, policy, policies)]),
    ...rules.flatMap((rule, index) => validateRule(`${path}.restartPolicyRules[${index}]`, rule)),
  ];
}

function validateRule(path: string, { action = '', exitCodes }: Rule): FieldError[] {
  const errors = actions.includes(action) ? [] : [unsupported(`${path}.action`, action, actions)];
  if (!exitCodes) return [...errors, required(`${path}.exitCodes`, 'must be specified')];
  const { operator = '' } = exitCodes;
  return operators.includes(operator)
    ? errors
    : [...errors, unsupported(`${path}.exitCodes.operator`, operator, operators)];
}
