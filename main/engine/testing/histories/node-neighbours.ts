// Whom a Pod would have beside it on a node, and whether that may be: anti-affinity, and spread over nodes.
import type { Node, Pod, TopologySpreadConstraint } from '../../api/generated/types.ts';
import { matchesLabelSelector } from '../../api/selectors.ts';
import { isChosen } from './node-fit.ts';
import { isActive } from './pod-facts.ts';
import { nameOf } from './world.ts';

const HOST = 'kubernetes.io/hostname';

/** Whether neither the Pod nor one that is there already wants the other away; topologies other than nodes hold for all. */
export function isWelcome(pod: Pod, node: Node, pods: readonly Pod[]): boolean {
  return !pods.some((other) => keepApart(pod, other, other, node) || keepApart(other, pod, other, node));
}

/** Whether `one` wants no `two` on the node, where `there` is already on some node. */
function keepApart(one: Pod, two: Pod, there: Pod, node: Node): boolean {
  const place = there.spec?.nodeName;
  if (place === undefined || one.metadata?.namespace !== two.metadata?.namespace) return false;
  const terms = one.spec?.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  return terms.some(
    ({ labelSelector, topologyKey }) =>
      labelSelector !== undefined &&
      matchesLabelSelector(labelSelector, two.metadata?.labels) &&
      (topologyKey !== HOST || place === nameOf(node)),
  );
}

/** Whether Pods like this one would still be spread as it asks; true of topologies other than nodes. */
export function isSpread(pod: Pod, node: Node, nodes: readonly Node[], pods: readonly Pod[]): boolean {
  const constraints = pod.spec?.topologySpreadConstraints ?? [];
  const eligible = nodes.filter((one) => isChosen(one, pod.spec));
  return constraints
    .filter(({ whenUnsatisfiable, topologyKey }) => whenUnsatisfiable === 'DoNotSchedule' && topologyKey === HOST)
    .every((constraint) => skewOf(pod, node, eligible, pods, constraint) <= constraint.maxSkew);
}

function skewOf(
  pod: Pod,
  node: Node,
  eligible: readonly Node[],
  pods: readonly Pod[],
  { labelSelector }: TopologySpreadConstraint,
): number {
  const isAlike = ({ metadata }: Pod) =>
    metadata?.namespace === pod.metadata?.namespace && matchesLabelSelector(labelSelector, metadata?.labels);
  const alike = pods.filter((one) => isActive(one) && isAlike(one));
  const countOn = (one: Node) => alike.filter(({ spec }) => spec?.nodeName === nameOf(one)).length;
  return countOn(node) + (isAlike(pod) ? 1 : 0) - Math.min(...eligible.map(countOn));
}
