// Pods wait only where there is no place for them, and are only where they may stay.
import type { Node, Pod } from '../../../api/generated/types.ts';
import { type Fault, fault } from '../fault.ts';
import { blockingTaints, hasRoom, isChosen } from '../node-fit.ts';
import { isSpread, isWelcome } from '../node-neighbours.ts';
import { isOver } from '../pod-facts.ts';
import { type World, isGoing, nameOf } from '../world.ts';

export function placement(world: World): readonly Fault[] {
  const [nodes, pods] = [world.all('nodes'), world.all('pods')];
  return pods
    .filter((pod) => !isOver(pod))
    .flatMap((pod) => (pod.spec?.nodeName === undefined ? judgeWaiting(pod, nodes, pods) : judgeBound(pod, nodes)));
}

function judgeWaiting(pod: Pod, nodes: readonly Node[], pods: readonly Pod[]): readonly Fault[] {
  if (isGoing(pod) || isChoosy(pod)) return [];
  const free = nodes.find((node) => fits(pod, node, nodes, pods));
  return free ? [fault('waits', `${nameOf(pod)} waits, and ${nameOf(free)} is free`)] : [];
}

function judgeBound(pod: Pod, nodes: readonly Node[]): readonly Fault[] {
  const node = nodes.find((one) => nameOf(one) === pod.spec?.nodeName);
  if (!node) return [fault('placement', `${nameOf(pod)} is on no node`)];
  const [taint] = isGoing(pod) ? [] : blockingTaints(node, pod.spec?.tolerations, ['NoExecute']);
  return taint ? [fault('placement', `${nameOf(pod)} stays on ${nameOf(node)} in spite of ${taint.key}`)] : [];
}

function fits(pod: Pod, node: Node, nodes: readonly Node[], pods: readonly Pod[]): boolean {
  const isOpen = !node.spec?.unschedulable && blockingTaints(node, pod.spec?.tolerations).length === 0;
  const isFit = isOpen && isChosen(node, pod.spec) && hasRoom(node, pod, pods);
  return isFit && isWelcome(pod, node, pods) && isSpread(pod, node, nodes, pods);
}

/** Whether a Pod asks for what is not looked into here. */
function isChoosy({ spec, status }: Pod): boolean {
  return Boolean(
    spec?.affinity?.podAffinity ??
    spec?.schedulingGates ??
    status?.nominatedNodeName ??
    spec?.volumes?.find(({ persistentVolumeClaim }) => persistentVolumeClaim),
  );
}
