// Models validateTopologySpreadConstraints in pkg/apis/core/validation/validation.go (v1.35).
import type { TopologySpreadConstraint } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { duplicate, invalid, unsupported } from '../faults.ts';
import { validateSelector } from '../validate-selector.ts';
import type { Written } from '../written.ts';
import { validateTopologyKey } from './validate-affinity.ts';
import { validateLabelKeys, validateMatchedKeys } from './validate-label-keys.ts';

type Constraint = Written<TopologySpreadConstraint>;

const NOT_POSITIVE = 'must be greater than zero';
const actions = ['DoNotSchedule', 'ScheduleAnyway'];
const inclusionPolicies = ['Honor', 'Ignore'];

export function validateSpreadConstraints(path: string, constraints: readonly Constraint[]): FieldError[] {
  const repeats = (index: number) =>
    constraints.slice(index + 1).filter(({ topologyKey, whenUnsatisfiable }) => {
      const own = constraints[index];
      return topologyKey === own?.topologyKey && whenUnsatisfiable === own?.whenUnsatisfiable;
    }).length;
  return constraints.flatMap((constraint, index) =>
    validateConstraint(`${path}[${index}]`, constraint, repeats(index)),
  );
}

function validateConstraint(path: string, constraint: Constraint, repeats: number): FieldError[] {
  const { maxSkew = 0, topologyKey = '', whenUnsatisfiable: action = '' } = constraint;
  const { nodeAffinityPolicy, nodeTaintsPolicy, labelSelector, matchLabelKeys } = constraint;
  const pair = `{${topologyKey}, ${action}}`;
  return [
    ...(maxSkew <= 0 ? [invalid(`${path}.maxSkew`, maxSkew, NOT_POSITIVE)] : []),
    ...validateTopologyKey(`${path}.topologyKey`, topologyKey),
    ...(actions.includes(action) ? [] : [unsupported(`${path}.whenUnsatisfiable`, action, actions)]),
    ...(repeats > 0 ? [duplicate(`${path}.{topologyKey, whenUnsatisfiable}`, pair)] : []),
    ...validateMinDomains(`${path}.minDomains`, constraint),
    ...validateInclusion(`${path}.nodeAffinityPolicy`, nodeAffinityPolicy),
    ...validateInclusion(`${path}.nodeTaintsPolicy`, nodeTaintsPolicy),
    ...validateSelector(`${path}.labelSelector`, labelSelector),
    ...validateLabelKeys(`${path}.matchLabelKeys`, matchLabelKeys, labelSelector),
    ...(labelSelector ? validateMatchedKeys(`${path}.matchLabelKeys`, matchLabelKeys, labelSelector) : []),
  ];
}

function validateMinDomains(field: string, { minDomains, whenUnsatisfiable = '' }: Constraint): FieldError[] {
  if (minDomains === undefined) return [];
  const errors = minDomains <= 0 ? [invalid(field, minDomains, NOT_POSITIVE)] : [];
  if (whenUnsatisfiable === 'DoNotSchedule') return errors;
  const fault = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${whenUnsatisfiable}`;
  return [...errors, invalid(field, minDomains, fault)];
}

function validateInclusion(field: string, policy: string | undefined): FieldError[] {
  if (policy === undefined || inclusionPolicies.includes(policy)) return [];
  return [unsupported(field, policy, inclusionPolicies)];
}
