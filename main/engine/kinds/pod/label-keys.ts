// Models applyMatchLabelKeysAndMismatchLabelKeys and mutateTopologySpreadConstraints in pkg/registry/core/pod/strategy.go
// (v1.35): a selector that goes by the values that the new Pod itself has for some labels is completed with them once.
import type { LabelSelector, Pod, PodAffinity } from '../../api/generated/types.ts';
import type { Labels } from '../../api/selectors.ts';
import type { Unfinished } from '../written.ts';

/** Completes the selectors of a Pod's spread constraints and of its terms about other Pods. */
export function mergeLabelKeys({ metadata, spec }: Unfinished<Pod>): void {
  const labels = metadata?.labels ?? {};
  for (const { labelSelector, matchLabelKeys } of spec?.topologySpreadConstraints ?? []) {
    addRequirements(labelSelector, matchLabelKeys, 'In', labels);
  }
  mergeInto(spec?.affinity?.podAffinity, labels);
  mergeInto(spec?.affinity?.podAntiAffinity, labels);
}

function mergeInto(affinity: Unfinished<PodAffinity> | undefined, labels: Labels): void {
  const required = affinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  const preferred = affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  for (const term of [...required, ...preferred.map(({ podAffinityTerm }) => podAffinityTerm ?? {})]) {
    addRequirements(term.labelSelector, term.matchLabelKeys, 'In', labels);
    addRequirements(term.labelSelector, term.mismatchLabelKeys, 'NotIn', labels);
  }
}

/** Labels that the Pod does not have are left out. */
function addRequirements(
  selector: Unfinished<LabelSelector> | undefined,
  keys: readonly string[] = [],
  operator: 'In' | 'NotIn',
  labels: Labels,
): void {
  const added = keys.flatMap((key) => (labels[key] === undefined ? [] : [{ key, operator, values: [labels[key]] }]));
  if (selector && added.length > 0) selector.matchExpressions = [...(selector.matchExpressions ?? []), ...added];
}
