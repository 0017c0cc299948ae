// Models ValidatePolicyRule in pkg/apis/rbac/validation/validation.go (v1.35).
import type { PolicyRule, Role } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { invalid, required } from '../faults.ts';
import type { Written } from '../written.ts';

export const validateRole = ({ rules }: Written<Role>): readonly FieldError[] => validateRules(rules ?? [], true);

/** Paths that are no resources can be allowed in the whole cluster only. */
export function validateRules(rules: readonly Written<PolicyRule>[], namespaced: boolean): FieldError[] {
  return rules.flatMap((rule, index) => validateRule(`rules[${index}]`, rule, namespaced));
}

function validateRule(path: string, rule: Written<PolicyRule>, namespaced: boolean): FieldError[] {
  const { verbs = [], apiGroups = [], resources = [], resourceNames = [], nonResourceURLs: urls = [] } = rule;
  const errors = verbs.length === 0 ? [required(`${path}.verbs`, 'verbs must contain at least one value')] : [];
  if (urls.length > 0) {
    const field = `${path}.nonResourceURLs`;
    if (namespaced) errors.push(invalid(field, urls, 'namespaced rules cannot apply to non-resource URLs'));
    if (apiGroups.length + resources.length + resourceNames.length > 0) {
      errors.push(invalid(field, urls, 'rules cannot apply to both regular resources and non-resource URLs'));
    }
    return errors;
  }
  if (apiGroups.length === 0) {
    errors.push(required(`${path}.apiGroups`, 'resource rules must supply at least one api group'));
  }
  if (resources.length === 0) {
    errors.push(required(`${path}.resources`, 'resource rules must supply at least one resource'));
  }
  return errors;
}
