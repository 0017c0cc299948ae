// DaemonSets have one Pod on every node on which they should, and none elsewhere.
import type { DaemonSet, Node, Pod } from '../../../api/generated/types.ts';
import { type Fault, fault } from '../fault.ts';
import { blockingTaints, isChosen } from '../node-fit.ts';
import { isOver, isReady } from '../pod-facts.ts';
import { refusedOwners } from '../refused.ts';
import { type World, byController, isGoing, nameOf } from '../world.ts';

export function daemons(world: World): readonly Fault[] {
  const podsOf = byController(world.all('pods').filter((pod) => !isGoing(pod) && !isOver(pod)));
  const nodes = world.all('nodes');
  const isRefused = refusedOwners(world);
  return world
    .all('daemonsets')
    .filter((set) => !isGoing(set))
    .flatMap((set) => judge(set, podsOf(set), nodes, isRefused(set)));
}

/** Taints that every daemon tolerates. */
const BORNE = [
  'node.kubernetes.io/not-ready',
  'node.kubernetes.io/unreachable',
  'node.kubernetes.io/disk-pressure',
  'node.kubernetes.io/memory-pressure',
  'node.kubernetes.io/pid-pressure',
  'node.kubernetes.io/unschedulable',
];

function judge(set: DaemonSet, pods: readonly Pod[], nodes: readonly Node[], isRefused: boolean): readonly Fault[] {
  const wrong = (about: string) => fault('daemon-set', `${nameOf(set)} ${about}`);
  const { metadata, spec, status } = set;
  const faults: Fault[] = [];
  if (status?.observedGeneration !== metadata?.generation) faults.push(wrong('has not been looked at'));
  const template = spec?.template.spec;
  const isBorne = (node: Node, effects: readonly string[]) =>
    blockingTaints(node, template?.tolerations, effects).every(({ key }) => BORNE.includes(key));
  let desired = 0;
  for (const node of nodes) {
    const name = node.metadata?.name ?? '';
    const here = pods.filter((pod) => placeOf(pod) === name);
    const count = here.length;
    const isWanted = isChosen(node, template) && isBorne(node, ['NoSchedule', 'NoExecute']);
    // Who is there already need only bear taints that drive out.
    const maySettle = isChosen(node, template) && isBorne(node, ['NoExecute']);
    if (isWanted) desired++;
    if (isWanted && count === 0 && !isRefused) faults.push(wrong(`has no Pod on ${name}`));
    if (count > 1 && !isSurge(set, here)) faults.push(wrong(`has ${String(count)} Pods on ${name}`));
    if (!maySettle && count > 0) faults.push(wrong(`has a Pod on ${name}`));
  }
  const said = status?.desiredNumberScheduled ?? 0;
  if (said !== desired) faults.push(wrong(`says it wants ${String(said)}, it is ${String(desired)}`));
  return faults;
}

/** Whether the node has an old daemon that waits until the new one beside it is well. */
function isSurge({ spec }: DaemonSet, pods: readonly Pod[]): boolean {
  const revisions = new Set(pods.map(({ metadata }) => metadata?.labels?.['controller-revision-hash']));
  const maySurge = (spec?.updateStrategy?.rollingUpdate?.maxSurge ?? 0) !== 0;
  return maySurge && pods.length === 2 && revisions.size === 2 && !pods.every((pod) => isReady(pod));
}

/** Where a daemon is or is to be: its node, or the one that its affinity names. */
function placeOf({ spec }: Pod): string | undefined {
  const terms = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  return spec?.nodeName ?? terms?.[0]?.matchFields?.[0]?.values?.[0];
}
