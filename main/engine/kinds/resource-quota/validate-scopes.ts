// Models validateResourceQuotaScopes and validateScopedResourceSelectorRequirement in pkg/apis/core/validation/validation.go
// (v1.35): which Pods a quota is about.
import type { ResourceQuotaSpec, ScopedResourceSelectorRequirement } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { invalid, required } from '../faults.ts';
import { sortedKeys } from '../label-text.ts';
import type { Written } from '../written.ts';
import { isObjectName, standardNames } from './names.ts';

type Spec = Written<ResourceQuotaSpec>;
type Requirement = Written<ScopedResourceSelectorRequirement>;

const podScopes = ['Terminating', 'NotTerminating', 'NotBestEffort', 'PriorityClass', 'CrossNamespacePodAffinity'];
const scopes = [...podScopes, 'BestEffort', 'VolumeAttributesClass'];
/** Scopes that a Pod has or has not, without a value. */
const plainScopes = [...['Terminating', 'NotTerminating', 'BestEffort', 'NotBestEffort', 'CrossNamespacePodAffinity']];
const opposites = [
  ['Terminating', 'NotTerminating'],
  ['BestEffort', 'NotBestEffort'],
] as const;
const UNKNOWN = 'unsupported scope';
const MISPLACED = 'unsupported scope applied to resource';
const CONFLICTING = 'conflicting scopes';
const MUST_EXIST =
  "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, " +
  'ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity';
const EXPRESSIONS = 'spec.scopeSelector.matchExpressions';

export function validateScopes({ scopes: wanted, hard }: Spec): FieldError[] {
  if (!wanted) return [];
  return [
    ...wanted.filter((scope) => !scopes.includes(scope)).map(() => invalid('spec.scopes', wanted, UNKNOWN)),
    ...wanted.flatMap((scope) => misplaced(scope, hard)).map(() => invalid('spec.scopes', wanted, MISPLACED)),
    ...contradictions(wanted).map(() => invalid('spec.scopes', wanted, CONFLICTING)),
  ];
}

export function validateScopeSelector(spec: Spec): FieldError[] {
  if (!spec.scopeSelector) return [];
  const { matchExpressions = [] } = spec.scopeSelector;
  const names = matchExpressions.map(({ scopeName = '' }) => scopeName);
  return [
    ...matchExpressions.flatMap((requirement) => validateRequirement(requirement, spec)),
    ...contradictions(names).map(() => invalid(EXPRESSIONS, spec.scopes ?? null, CONFLICTING)),
  ];
}

function validateRequirement(requirement: Requirement, spec: Spec): FieldError[] {
  const { scopeName = '', operator = '' } = requirement;
  return [
    ...(scopes.includes(scopeName) ? [] : [invalid(`${EXPRESSIONS}.scopeName`, scopeName, UNKNOWN)]),
    ...misplaced(scopeName, spec.hard).map(() => invalid(EXPRESSIONS, selectorInGo(spec), MISPLACED)),
    ...(plainScopes.includes(scopeName) && operator !== 'Exists'
      ? [invalid(`${EXPRESSIONS}.operator`, operator, MUST_EXIST)]
      : []),
    ...validateOperator(requirement),
  ];
}

function validateOperator({ operator = '', values = [] }: Requirement): FieldError[] {
  const field = `${EXPRESSIONS}.values`;
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length > 0) return [];
      return [required(field, "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector")];
    case 'Exists':
    case 'DoesNotExist':
      if (values.length === 0) return [];
      return [
        invalid(field, values, "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector"),
      ];
    default:
      return [invalid(`${EXPRESSIONS}.operator`, operator, 'not a valid selector operator')];
  }
}

const selectorInGo = ({ scopeSelector }: Spec): object => ({
  MatchExpressions: (scopeSelector?.matchExpressions ?? []).map(({ scopeName, operator, values }) => ({
    ScopeName: scopeName ?? '',
    Operator: operator ?? '',
    Values: values ?? null,
  })),
});

/** The amounts for which a scope cannot be had. */
const misplaced = (scope: string, hard: Spec['hard']): readonly string[] =>
  sortedKeys(hard).filter((name) => standardNames.includes(name) && !isForScope(scope, name));

const contradictions = (wanted: readonly string[]) =>
  opposites.filter((pair) => pair.every((scope) => wanted.includes(scope)));

/** Scopes are about Pods; those without requests can only be counted. */
function isForScope(scope: string, name: string): boolean {
  if (scope === 'BestEffort') return name === 'pods';
  if (!podScopes.includes(scope)) return true;
  return name === 'pods' || (name !== 'requests.storage' && !isObjectName(name));
}
