// Models the part of ValidatePodUpdate in pkg/apis/core/validation/validation.go (v1.35) about Pods with scheduling gates:
// until they are let through, where they may run can still be narrowed.
import type { NodeSelectorTerm, PodSpec } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { forbidden, invalid } from '../faults.ts';

export function validateGatesUpdate(spec: PodSpec, old: PodSpec): FieldError[] {
  const oldGates = old.schedulingGates ?? [];
  const added = (spec.schedulingGates ?? []).filter(({ name }) => !oldGates.some((gate) => gate.name === name));
  const errors = added.map(({ name }) =>
    forbidden('spec.schedulingGates', `only deletion is allowed, but found new scheduling gate '${name}'`),
  );
  if (oldGates.length === 0 || keepsAll(spec.nodeSelector, old.nodeSelector)) return errors;
  const fault = 'only additions are allowed (no mutations or deletions)';
  return [...errors, invalid('spec.nodeSelector', spec.nodeSelector ?? null, fault)];
}

/** `spec` with the old values of what may change because of the gates of `old`. */
export function relaxGatedSpec(spec: PodSpec, old: PodSpec): PodSpec {
  const ungated = { ...spec, schedulingGates: old.schedulingGates };
  if ((old.schedulingGates ?? []).length === 0) return ungated;
  const { nodeSelector } = old;
  return narrows(spec, old) ? { ...ungated, nodeSelector, affinity: old.affinity } : { ...ungated, nodeSelector };
}

/** Whether node affinity at most became stricter, and the rest of the affinity is as it was. */
function narrows({ affinity }: PodSpec, { affinity: old }: PodSpec): boolean {
  const { nodeAffinity, ...rest } = affinity ?? {};
  const { nodeAffinity: oldNodeAffinity, ...oldRest } = old ?? {};
  if (!jsonEqual(rest, oldRest)) return false;
  const required = oldNodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (!required) return true;
  const terms = nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  if (terms.length !== required.nodeSelectorTerms.length) return false;
  return required.nodeSelectorTerms.every((term, index) => includesTerm(terms[index] ?? {}, term));
}

function includesTerm(term: NodeSelectorTerm, old: NodeSelectorTerm): boolean {
  return (['matchExpressions', 'matchFields'] as const).every((list) =>
    (old[list] ?? []).every((one) => (term[list] ?? []).some((other) => jsonEqual(other, one))),
  );
}

function keepsAll(
  labels: Readonly<Record<string, string>> | undefined,
  old: Readonly<Record<string, string>> | undefined,
): boolean {
  return Object.entries(old ?? {}).every(([key, value]) => labels?.[key] === value);
}
