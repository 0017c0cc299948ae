// Models AffinityTerm in pkg/scheduler/framework/types.go (v1.35): which Pods a Pod wants near it, or far from it.
import type { Pod, PodAffinityTerm, WeightedPodAffinityTerm } from '../api/generated/types.ts';
import { type Labels, matchesLabelSelector } from '../api/selectors.ts';

/** What a term says of other Pods, in the eyes of the Pod that has it. */
export interface AffinityTerm {
  readonly topologyKey: string;
  /** Signed: Pods that should be far count against a node. */
  readonly weight: number;
  /** Whether the term speaks of that Pod; `namespaceLabels` are those of the Pod's namespace. */
  readonly selects: (pod: Selectable, namespaceLabels: (namespace: string) => Labels) => boolean;
}

export interface AffinityTerms {
  readonly near: readonly AffinityTerm[];
  readonly far: readonly AffinityTerm[];
  readonly preferred: readonly AffinityTerm[];
}

interface Selectable {
  readonly namespace: string;
  readonly labels: Labels;
}

/** Undefined for the many Pods that say nothing of others. */
export function affinityTermsOf({ spec, metadata }: Pod): AffinityTerms | undefined {
  const { podAffinity, podAntiAffinity } = spec?.affinity ?? {};
  if (!podAffinity && !podAntiAffinity) return undefined;
  const namespace = metadata?.namespace ?? '';
  const required = (terms: readonly PodAffinityTerm[] = []) => terms.map((term) => compile(namespace, term, 1));
  const preferred = (terms: readonly WeightedPodAffinityTerm[] = [], sign: 1 | -1) =>
    terms.map(({ podAffinityTerm, weight }) => compile(namespace, podAffinityTerm, sign * weight));
  return {
    near: required(podAffinity?.requiredDuringSchedulingIgnoredDuringExecution),
    far: required(podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution),
    preferred: [
      ...preferred(podAffinity?.preferredDuringSchedulingIgnoredDuringExecution, 1),
      ...preferred(podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution, -1),
    ],
  };
}

function compile(home: string, term: PodAffinityTerm, weight: number): AffinityTerm {
  const { topologyKey, labelSelector, namespaceSelector, namespaces = [] } = term;
  const own = namespaces.length === 0 && !namespaceSelector ? [home] : namespaces;
  return {
    topologyKey,
    weight,
    selects: ({ namespace, labels }, namespaceLabels) =>
      (own.includes(namespace) || matchesLabelSelector(namespaceSelector, namespaceLabels(namespace))) &&
      matchesLabelSelector(labelSelector, labels),
  };
}
