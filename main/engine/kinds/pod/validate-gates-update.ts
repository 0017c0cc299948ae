// Models the part of ValidatePodUpdate in pkg/apis/core/validation/validation.go (v1.35) about Pods with scheduling gates:
// until they are let through, where they may run can still be narrowed.
import type { NodeAffinity, NodeSelectorTerm, PodSpec } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { forbidden, invalid } from '../faults.ts';
import { termInGo, termsInGo } from '../node-terms-in-go.ts';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const TERMS = `spec.affinity.nodeAffinity.${REQUIRED}.nodeSelectorTerms`;

const isGated = ({ schedulingGates = [] }: PodSpec): boolean => schedulingGates.length > 0;

/** Gates can only be taken away. */
export function validateGatesUpdate({ schedulingGates = [] }: PodSpec, old: PodSpec): FieldError[] {
  const known = new Set((old.schedulingGates ?? []).map(({ name }) => name));
  return schedulingGates.flatMap(({ name }, index) => {
    const fault = `only deletion is allowed, but found new scheduling gate '${name}'`;
    return known.has(name) ? [] : [forbidden(`spec.schedulingGates[${index}].name`, fault)];
  });
}

/** What may not change in how nodes are selected while a Pod waits at its gates. */
export function validateGatedUpdate(spec: PodSpec, old: PodSpec): FieldError[] {
  if (!isGated(old)) return [];
  const fault = 'only additions to spec.nodeSelector are allowed (no mutations or deletions)';
  return [
    ...(keepsAll(spec.nodeSelector, old.nodeSelector)
      ? []
      : [invalid('spec.nodeSelector', spec.nodeSelector ?? null, fault)]),
    ...validateAffinityUpdate(spec.affinity?.nodeAffinity, old.affinity?.nodeAffinity),
  ];
}

/** `spec` with the old values of what may change because of the gates of `old`. */
export function relaxGatedSpec(spec: PodSpec, old: PodSpec): PodSpec {
  const ungated = { ...spec, schedulingGates: old.schedulingGates };
  if (!isGated(old)) return ungated;
  const { nodeAffinity, ...others } = spec.affinity ?? {};
  const changed = !jsonEqual(nodeAffinity, old.affinity?.nodeAffinity);
  const empty = Object.keys(others).length === 0 && old.affinity === undefined;
  const affinity = empty ? undefined : { ...others, nodeAffinity: old.affinity?.nodeAffinity };
  return { ...ungated, nodeSelector: old.nodeSelector, ...(changed && { affinity }) };
}

/** Terms stay as they are, but for further requirements after those that they have. */
function validateAffinityUpdate(affinity: NodeAffinity | undefined, old: NodeAffinity | undefined): FieldError[] {
  const oldTerms = old?.[REQUIRED]?.nodeSelectorTerms ?? [];
  const terms = affinity?.[REQUIRED]?.nodeSelectorTerms ?? [];
  if (oldTerms.length === 0) return [];
  if (terms.length !== oldTerms.length) {
    const fault = 'no additions/deletions to non-empty NodeSelectorTerms list are allowed';
    return [invalid(TERMS, terms.length === 0 ? null : termsInGo(terms), fault)];
  }
  return oldTerms.flatMap((term, index) => {
    const next = terms[index] ?? {};
    if (onlyAdds(next, term)) return [];
    return [invalid(`${TERMS}[${index}]`, termInGo(next), 'only additions are allowed (no mutations or deletions)')];
  });
}

/** A term without requirements selects nothing, and has to stay so. */
function onlyAdds(term: NodeSelectorTerm, old: NodeSelectorTerm): boolean {
  const lists = ['matchExpressions', 'matchFields'] as const;
  const isEmpty = (one: NodeSelectorTerm) => lists.every((list) => (one[list] ?? []).length === 0);
  if (isEmpty(old)) return isEmpty(term);
  return lists.every((list) => (old[list] ?? []).every((one, index) => jsonEqual(term[list]?.[index], one)));
}

function keepsAll(
  labels: Readonly<Record<string, string>> | undefined,
  old: Readonly<Record<string, string>> | undefined,
): boolean {
  return Object.entries(old ?? {}).every(([key, value]) => labels?.[key] === value);
}
