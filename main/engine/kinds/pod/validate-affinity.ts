// Models validateAffinity in pkg/apis/core/validation/validation.go (v1.35).
import type {
  Affinity,
  NodeAffinity,
  NodeSelectorRequirement,
  NodeSelectorTerm,
  PodAffinity,
  PodAffinityTerm,
} from '../../api/generated/types.ts';
import { labelFaults, labelValueFaults, qualifiedNameFaults, subdomainFaults } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { invalid, invalidFor, required } from '../faults.ts';
import { validateOperator, validateSelector } from '../validate-selector.ts';
import type { Written } from '../written.ts';
import { validateLabelKeys } from './validate-label-keys.ts';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
const WEIGHT_MAX = 100;
const IN_BOTH = 'exists in both matchLabelKeys and mismatchLabelKeys';

export function validateAffinity(path: string, affinity: Written<Affinity>): FieldError[] {
  return [
    ...validateNodeAffinity(`${path}.nodeAffinity`, affinity.nodeAffinity ?? {}),
    ...validatePodAffinity(`${path}.podAffinity`, affinity.podAffinity ?? {}),
    ...validatePodAffinity(`${path}.podAntiAffinity`, affinity.podAntiAffinity ?? {}),
  ];
}

function validateNodeAffinity(path: string, affinity: Written<NodeAffinity>): FieldError[] {
  const required = affinity[REQUIRED];
  return [
    ...(required ? validateTerms(`${path}.${REQUIRED}.nodeSelectorTerms`, required.nodeSelectorTerms ?? []) : []),
    ...(affinity[PREFERRED] ?? []).flatMap(({ weight, preference }, index) => [
      ...validateWeight(`${path}.${PREFERRED}[${index}].weight`, weight),
      ...validateTerm(`${path}.${PREFERRED}[${index}].preference`, preference ?? {}, validateKeyOnly),
    ]),
  ];
}

/** The terms of a node selector, which must be some. */
export function validateTerms(path: string, terms: readonly Written<NodeSelectorTerm>[]): FieldError[] {
  if (terms.length === 0) return [required(path, 'must have at least one node selector term')];
  return terms.flatMap((term, index) => validateTerm(`${path}[${index}]`, term));
}

type Requirement = Written<NodeSelectorRequirement>;

function validateTerm(path: string, term: Written<NodeSelectorTerm>, validate = validateRequirement): FieldError[] {
  return [
    ...(term.matchExpressions ?? []).flatMap((requirement, index) =>
      validate(`${path}.matchExpressions[${index}]`, requirement),
    ),
    ...(term.matchFields ?? []).flatMap((requirement, index) =>
      validateFieldRequirement(`${path}.matchFields[${index}]`, requirement),
    ),
  ];
}

function validateRequirement(path: string, requirement: Requirement): FieldError[] {
  return [
    ...validateKeyOnly(path, requirement),
    ...(requirement.values ?? []).flatMap((value, index) =>
      invalidFor(`${path}.values[${index}]`, value, labelValueFaults(value)),
    ),
  ];
}

/** What is only preferred may name values that no label can have. */
function validateKeyOnly(path: string, { key = '', operator = '', values = [] }: Requirement): FieldError[] {
  return [...validateNodeOperator(path, operator, values), ...invalidFor(`${path}.key`, key, qualifiedNameFaults(key))];
}

/** Nodes are selected by the order of numbers, too. */
function validateNodeOperator(path: string, operator: string, values: readonly string[]): FieldError[] {
  if (operator !== 'Gt' && operator !== 'Lt') return validateOperator(path, operator, values);
  if (values.length === 1) return [];
  return [required(`${path}.values`, "must be specified single value when `operator` is 'Lt' or 'Gt'")];
}

/** The only field that nodes are selected by is their name. */
function validateFieldRequirement(path: string, requirement: Requirement): FieldError[] {
  const { key = '', operator = '', values = [] } = requirement;
  const errors: FieldError[] = [];
  if (operator !== 'In' && operator !== 'NotIn') {
    errors.push(invalid(`${path}.operator`, operator, 'not a valid selector operator'));
  } else if (values.length !== 1) {
    const fault = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
    errors.push(required(`${path}.values`, fault));
  }
  if (key !== 'metadata.name') return [...errors, invalid(`${path}.key`, key, 'not a valid field selector key')];
  const faulty = values.flatMap((value, index) =>
    invalidFor(`${path}.values[${index}]`, value, subdomainFaults(value)),
  );
  return [...errors, ...faulty];
}

function validatePodAffinity(path: string, affinity: Written<PodAffinity>): FieldError[] {
  return [
    ...(affinity[REQUIRED] ?? []).flatMap((term, index) => validatePodTerm(`${path}.${REQUIRED}[${index}]`, term)),
    ...(affinity[PREFERRED] ?? []).flatMap(({ weight, podAffinityTerm }, index) => [
      ...validateWeight(`${path}.${PREFERRED}[${index}].weight`, weight),
      ...validatePodTerm(`${path}.${PREFERRED}[${index}].podAffinityTerm`, podAffinityTerm ?? {}),
    ]),
  ];
}

function validatePodTerm(path: string, term: Written<PodAffinityTerm>): FieldError[] {
  const { topologyKey = '', namespaces = [], labelSelector, matchLabelKeys = [], mismatchLabelKeys = [] } = term;
  return [
    ...validateSelector(`${path}.labelSelector`, labelSelector),
    ...validateSelector(`${path}.namespaceSelector`, term.namespaceSelector),
    ...namespaces.flatMap((name) => invalidFor(`${path}.namespace`, name, labelFaults(name))),
    ...validateLabelKeys(`${path}.matchLabelKeys`, matchLabelKeys, labelSelector),
    ...validateLabelKeys(`${path}.mismatchLabelKeys`, mismatchLabelKeys, labelSelector),
    ...matchLabelKeys.flatMap((key, index) =>
      mismatchLabelKeys.includes(key) ? [invalid(`${path}.matchLabelKeys[${index}]`, key, IN_BOTH)] : [],
    ),
    ...validateTopologyKey(`${path}.topologyKey`, topologyKey),
  ];
}

export function validateTopologyKey(field: string, key: string): FieldError[] {
  return [
    ...(key === '' ? [required(field, 'can not be empty')] : []),
    ...invalidFor(field, key, qualifiedNameFaults(key)),
  ];
}

function validateWeight(field: string, weight = 0): FieldError[] {
  if (weight >= 1 && weight <= WEIGHT_MAX) return [];
  return [invalid(field, weight, `must be in the range 1-${WEIGHT_MAX}`)];
}
