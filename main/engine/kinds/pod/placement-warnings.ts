// Models warningsForPodSpecAndMeta in pkg/api/pod/warnings.go and pkg/api/node/util.go (v1.35) as far as the choice of
// nodes goes.
import type { LabelSelector, NodeSelectorTerm, PodAffinity, PodSpec } from '../../api/generated/types.ts';
import { sortedKeys } from '../label-text.ts';

const deprecatedLabels: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/arch': 'deprecated since v1.14; use "kubernetes.io/arch" instead',
  'beta.kubernetes.io/os': 'deprecated since v1.14; use "kubernetes.io/os" instead',
  'failure-domain.beta.kubernetes.io/region': 'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
  'failure-domain.beta.kubernetes.io/zone': 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
  'beta.kubernetes.io/instance-type': 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
};
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

/** Those about nodes and spreading come first, those about affinity between Pods last. */
export function placementWarnings(path: string, spec: PodSpec): { placement: string[]; affinity: string[] } {
  return {
    placement: [
      ...sortedKeys(spec.nodeSelector).flatMap((key) => deprecation(`${path}.nodeSelector[${key}]: `, key)),
      ...nodeAffinityWarnings(`${path}.affinity.nodeAffinity`, spec),
      ...spreadWarnings(`${path}.topologySpreadConstraints`, spec),
    ],
    affinity: (['podAffinity', 'podAntiAffinity'] as const).flatMap((which) =>
      podAffinityWarnings(`${path}.affinity.${which}`, spec.affinity?.[which]),
    ),
  };
}

function deprecation(start: string, label: string): string[] {
  const message = deprecatedLabels[label];
  return message === undefined ? [] : [`${start}${message}`];
}

function nodeAffinityWarnings(path: string, { affinity }: PodSpec): string[] {
  const terms = affinity?.nodeAffinity?.[REQUIRED]?.nodeSelectorTerms ?? [];
  const preferred = affinity?.nodeAffinity?.[PREFERRED] ?? [];
  return [
    ...terms.flatMap((term, index) => termWarnings(`${path}.${REQUIRED}.nodeSelectorTerms[${index}]`, term)),
    ...preferred.flatMap(({ preference }, index) =>
      termWarnings(`${path}.${PREFERRED}[${index}].preference`, preference),
    ),
  ];
}

function termWarnings(path: string, { matchExpressions = [] }: NodeSelectorTerm): string[] {
  return matchExpressions.flatMap(({ key }, index) =>
    deprecation(`${path}.matchExpressions[${index}].key: ${key} is `, key),
  );
}

function spreadWarnings(path: string, { topologySpreadConstraints = [] }: PodSpec): string[] {
  return topologySpreadConstraints.flatMap(({ topologyKey, labelSelector }, index) => [
    ...deprecation(`${path}[${index}].topologyKey: ${topologyKey} is `, topologyKey),
    ...nullSelector(`${path}[${index}]`, labelSelector),
  ]);
}

function podAffinityWarnings(path: string, affinity: PodAffinity | undefined): string[] {
  return [
    ...(affinity?.[REQUIRED] ?? []).flatMap((term, index) =>
      nullSelector(`${path}.${REQUIRED}[${index}]`, term.labelSelector),
    ),
    ...(affinity?.[PREFERRED] ?? []).flatMap(({ podAffinityTerm }, index) =>
      nullSelector(`${path}.${PREFERRED}[${index}].podAffinityTerm`, podAffinityTerm.labelSelector),
    ),
  ];
}

const nullSelector = (path: string, selector: LabelSelector | undefined): string[] =>
  selector ? [] : [`${path}.labelSelector: a null labelSelector results in matching no pod`];
