// Models buildDefaultConstraints and filterTopologySpreadConstraints in pkg/scheduler/framework/plugins/podtopologyspread
// (v1.35): over which domains a Pod's fellows should be spread.
import type { LabelSelector, OwnerReference, Service, TopologySpreadConstraint } from '../api/generated/types.ts';
import { type Labels, labelTest, matchesLabelSelector, matchesLabels } from '../api/selectors.ts';
import type { PodInfo } from './pod-info.ts';

export interface SpreadConstraint {
  readonly topologyKey: string;
  readonly maxSkew: number;
  readonly minDomains: number;
  readonly isHard: boolean;
  readonly honorAffinity: boolean;
  readonly honorTaints: boolean;
  /** Stands for the selector, within the Pod's namespace. */
  readonly selectorName: string;
  readonly selects: (labels: Labels) => boolean;
}

export interface Spreading {
  readonly constraints: readonly SpreadConstraint[];
  /** Whether these are the scheduler's own, which nodes without a domain do not violate. */
  readonly isDefault: boolean;
}

/** What the scheduler may ask about owners of Pods. */
export interface Selectors {
  services(namespace: string): Iterable<Service>;
  /** What a controller selects its Pods by; undefined when the scheduler does not know its kind, or it is not there. */
  controllerSelector(namespace: string, controller: OwnerReference): LabelSelector | undefined;
}

export const HOSTNAME = 'kubernetes.io/hostname';
export const ZONE = 'topology.kubernetes.io/zone';

/** The Pod's own constraints, or else the defaults for Pods of Services and controllers. */
export function spreadingOf(pod: PodInfo, selectors: Selectors): Spreading {
  const own = pod.pod.spec?.topologySpreadConstraints ?? [];
  if (own.length > 0) return { constraints: own.map(explicit), isDefault: false };
  const selector = ownersSelector(pod, selectors);
  if (!selector) return { constraints: [], isDefault: true };
  return { constraints: [byDefault(HOSTNAME, 3, selector), byDefault(ZONE, 5, selector)], isDefault: true };
}

type Selector = Pick<SpreadConstraint, 'selectorName' | 'selects'>;

function byDefault(topologyKey: string, maxSkew: number, { selectorName, selects }: Selector): SpreadConstraint {
  const [isHard, honorAffinity, honorTaints] = [false, true, false];
  return { topologyKey, maxSkew, minDomains: 1, isHard, honorAffinity, honorTaints, selectorName, selects };
}

/** The selectors of all Services that select the Pod and of its controller, taken together; undefined without any. */
function ownersSelector({ pod, namespace, labels }: PodInfo, selectors: Selectors): Selector | undefined {
  const merged: Record<string, string> = {};
  for (const { spec } of selectors.services(namespace)) {
    if (matchesLabels(spec?.selector, labels)) Object.assign(merged, spec?.selector);
  }
  const controller = pod.metadata?.ownerReferences?.find((reference) => reference.controller === true);
  const own = controller && selectors.controllerSelector(namespace, controller);
  Object.assign(merged, own?.matchLabels);
  const matchExpressions = own?.matchExpressions ?? [];
  if (Object.keys(merged).length + matchExpressions.length === 0) return undefined;
  const pairs = JSON.stringify(Object.entries(merged).sort());
  if (matchExpressions.length === 0) return { selectorName: pairs, selects: labelTest(merged) };
  const whole = { matchLabels: merged, matchExpressions };
  return {
    selectorName: JSON.stringify([pairs, matchExpressions]),
    selects: (theirs) => matchesLabelSelector(whole, theirs),
  };
}

function explicit(constraint: TopologySpreadConstraint): SpreadConstraint {
  const { labelSelector } = constraint;
  return {
    topologyKey: constraint.topologyKey,
    maxSkew: constraint.maxSkew,
    minDomains: constraint.minDomains ?? 1,
    isHard: constraint.whenUnsatisfiable === 'DoNotSchedule',
    honorAffinity: constraint.nodeAffinityPolicy !== 'Ignore',
    honorTaints: constraint.nodeTaintsPolicy === 'Honor',
    selectorName: JSON.stringify(labelSelector ?? null),
    selects: (labels) => matchesLabelSelector(labelSelector, labels),
  };
}
