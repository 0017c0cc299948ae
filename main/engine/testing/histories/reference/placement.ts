// Pods wait only where there is no place for them, and are only where they may be.
import type { Node, Pod } from '../../../api/generated/types.ts';
import { type Fault, fault } from '../fault.ts';
import { blockingTaints, hasRoom, isChosen } from '../node-fit.ts';
import { isOver } from '../pod-facts.ts';
import { type World, isGoing, nameOf } from '../world.ts';

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
  return isOpen && isChosen(node, pod.spec) && hasRoom(node, pod, pods);
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
