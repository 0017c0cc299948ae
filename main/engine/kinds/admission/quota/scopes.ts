// Models the scopes of pkg/quota/v1/evaluator/core/pods.go (v1.35): quotas that count some Pods only.
import type { Pod, ResourceQuota } from '../../../api/generated/types.ts';
import { qualityOfService } from '../../pod/quality.ts';
import type { Written } from '../../written.ts';

interface ScopeRule {
  readonly scopeName: string;
  readonly operator: string;
  readonly values?: readonly string[] | undefined;
}

/** Whether a Pod falls under all scopes of a quota; a quota without any is about every object. */
export function isInScopes(quota: ResourceQuota, pod: Written<Pod>): boolean {
  return scopeRules(quota).every((rule) => matchesRule(rule, pod));
}

/** Whether a quota is about Pods alone. */
export const isScoped = (quota: ResourceQuota): boolean => scopeRules(quota).length > 0;

function scopeRules({ spec }: ResourceQuota): ScopeRule[] {
  const plain = (spec?.scopes ?? []).map((scopeName) => ({ scopeName, operator: 'Exists' }));
  return [...plain, ...(spec?.scopeSelector?.matchExpressions ?? [])];
}

function matchesRule(rule: ScopeRule, pod: Written<Pod>): boolean {
  const { spec } = pod;
  const terminating = spec?.activeDeadlineSeconds !== undefined && spec.activeDeadlineSeconds >= 0;
  switch (rule.scopeName) {
    case 'Terminating':
      return terminating;
    case 'NotTerminating':
      return !terminating;
    case 'BestEffort':
      return qualityOfService(pod) === 'BestEffort';
    case 'NotBestEffort':
      return qualityOfService(pod) !== 'BestEffort';
    case 'PriorityClass':
      return matchesPriorityClass(rule, spec?.priorityClassName ?? '');
    case 'CrossNamespacePodAffinity':
      return reachesOtherNamespaces(spec?.affinity);
    default:
      return false;
  }
}

function matchesPriorityClass({ operator, values = [] }: ScopeRule, className: string): boolean {
  switch (operator) {
    case 'In':
      return values.includes(className);
    case 'NotIn':
      return !values.includes(className);
    case 'Exists':
      return className !== '';
    default:
      return className === '';
  }
}

type Affinity = NonNullable<Written<Pod>['spec']>['affinity'];

function reachesOtherNamespaces(affinity: Affinity): boolean {
  const terms = [affinity?.podAffinity, affinity?.podAntiAffinity].flatMap((side) => [
    ...(side?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
    ...(side?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(({ podAffinityTerm }) => podAffinityTerm),
  ]);
  return terms.some((term) => (term?.namespaces ?? []).length > 0 || term?.namespaceSelector !== undefined);
}
