// Models podsShouldBeOnNode in pkg/controller/daemon/daemon_controller.go (v1.35): where a daemon is missing, and which
// Pods should not be where they are.
import type { Node } from '../../api/generated/types.ts';
import type { KindMap } from '../../api/resources.ts';
import { isPodFinished } from '../../kinds/pod/status.ts';
import { judgeNode } from './daemon-nodes.ts';

type DaemonSet = KindMap['daemonsets'];
type Pod = KindMap['pods'];

export interface DaemonPlan {
  /** Names of nodes, in the order of `nodes`. */
  readonly missing: readonly string[];
  readonly surplus: readonly Pod[];
}

/** `mayReplace` is asked about each daemon that has ended. */
export function planDaemons(
  set: DaemonSet,
  nodes: readonly Node[],
  byNode: ReadonlyMap<string, readonly Pod[]>,
  mayReplace: (node: string, pod: Pod) => boolean,
): DaemonPlan {
  const missing: string[] = [];
  const surplus: Pod[] = [];
  for (const node of nodes) {
    const name = node.metadata?.name ?? '';
    const pods = byNode.get(name);
    const { shouldRun, mayStay } = judgeNode(set, node);
    const staying = (pods ?? []).filter(isStaying);
    if (shouldRun && !pods) missing.push(name);
    else if (!mayStay) surplus.push(...staying);
    else surplus.push(...staying.filter((pod) => isPodFinished(pod) && mayReplace(name, pod)), ...rivals(staying));
  }
  return { missing, surplus: [...surplus, ...strandedPods(nodes, byNode)] };
}

/** All but the oldest of the daemons that run on one node. */
function rivals(staying: readonly Pod[]): Pod[] {
  return staying.filter((pod) => !isPodFinished(pod)).slice(1);
}

/** Pods meant for nodes that are gone, which nobody will ever schedule. */
function strandedPods(nodes: readonly Node[], byNode: ReadonlyMap<string, readonly Pod[]>): Pod[] {
  const known = new Set(nodes.map(({ metadata }) => metadata?.name ?? ''));
  const elsewhere = [...byNode].filter(([node]) => !known.has(node)).flatMap(([, pods]) => pods);
  return elsewhere.filter((pod) => isStaying(pod) && !pod.spec?.nodeName);
}

const isStaying = ({ metadata }: Pod): boolean => metadata?.deletionTimestamp === undefined;
