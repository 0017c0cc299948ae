// Pods wait only where there is no place for them, and are only where they may be.
import type { Node, Pod } from '../../../api/generated/types.ts';
import { matchesLabelSelector } from '../../../api/selectors.ts';
import { type Fault, fault } from '../fault.ts';
import { blockingTaints, hasRoom, isChosen } from '../node-fit.ts';
import { isOver } from '../pod-facts.ts';
import { type World, isGoing, nameOf } from '../world.ts';

const HOST = 'kubernetes.io/hostname';

export function placement(world: World): readonly Fault[] {
  const [nodes, pods] = [world.all('nodes'), world.all('pods')];
  const names = new Set(nodes.map(nameOf));
  return pods
    .filter((pod) => !isOver(pod))
    .flatMap((pod) => {
      const nodeName = pod.spec?.nodeName;
      if (nodeName !== undefined)
        return names.has(nodeName) ? [] : [fault('placement', `${nameOf(pod)} is on no node`)];
      const free = isGoing(pod) || isChoosy(pod) ? undefined : nodes.find((node) => fits(pod, node, pods));
      return free ? [fault('waits', `${nameOf(pod)} waits, and ${nameOf(free)} is free`)] : [];
    });
}

function fits(pod: Pod, node: Node, pods: readonly Pod[]): boolean {
  const isOpen = !node.spec?.unschedulable && blockingTaints(node, pod.spec?.tolerations).length === 0;
  const isKeptAway = pods.some((other) => keepsAway(other, pod, nameOf(node)));
  return isOpen && isChosen(node, pod.spec) && hasRoom(node, pod, pods) && !isKeptAway;
}

/** Whether a Pod that is there already wants nobody like this one on the node; other topologies than nodes hold for all. */
function keepsAway({ spec, metadata }: Pod, pod: Pod, nodeName: string): boolean {
  if (spec?.nodeName === undefined || metadata?.namespace !== pod.metadata?.namespace) return false;
  const terms = spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  return terms.some(
    ({ labelSelector, topologyKey }) =>
      labelSelector !== undefined &&
      matchesLabelSelector(labelSelector, pod.metadata?.labels) &&
      (topologyKey !== HOST || spec.nodeName === nodeName),
  );
}

/** Whether a Pod asks for what is not looked into here. */
function isChoosy({ spec, status }: Pod): boolean {
  const affinity = spec?.affinity;
  return Boolean(
    affinity?.podAffinity ??
    affinity?.podAntiAffinity ??
    spec?.topologySpreadConstraints ??
    spec?.schedulingGates ??
    status?.nominatedNodeName ??
    spec?.volumes?.find(({ persistentVolumeClaim }) => persistentVolumeClaim),
  );
}
