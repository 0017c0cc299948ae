// Models ValidateClusterRole in pkg/apis/rbac/validation/validation.go (v1.35).
import type { ClusterRole } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { invalid, required } from '../faults.ts';
import { validateRules } from '../role/validate.ts';
import { isReadable, validateSelector } from '../validate-selector.ts';
import type { Written } from '../written.ts';

const SELECTORS = 'aggregationRule.clusterRoleSelectors';

export function validateClusterRole({ rules, aggregationRule }: Written<ClusterRole>): readonly FieldError[] {
  const errors = validateRules(rules ?? [], false);
  if (!aggregationRule) return errors;
  const { clusterRoleSelectors: selectors = [] } = aggregationRule;
  if (selectors.length === 0) {
    errors.push(required(SELECTORS, 'at least one clusterRoleSelector required if aggregationRule is non-nil'));
  }
  return [
    ...errors,
    ...selectors.flatMap((selector, index) => [
      ...validateSelector(`${SELECTORS}[${index}]`, selector),
      ...(isReadable(selector) ? [] : [invalid(`${SELECTORS}[${index}]`, selector, 'invalid label selector.')]),
    ]),
  ];
}
