// Models getNodesToDaemonPods in pkg/controller/daemon/daemon_controller.go (v1.35): which Pods of a set are where.
import type { Node } from '../../api/generated/types.ts';
import type { KindMap } from '../../api/resources.ts';
import { isPodFinished } from '../../kinds/pod/status.ts';
import { compareText } from '../../api/order.ts';
import { targetNode } from './daemon-pod.ts';
import type { DaemonRules, NodeVerdict } from './daemon-rules.ts';

type Pod = KindMap['pods'];

/** A node as a set sees it. */
export interface Place extends NodeVerdict {
  readonly node: string;
  /** The set's Pods that are there or meant for it, the oldest first. */
  readonly pods: readonly Pod[];
}

export interface Places {
  /** In the order of the nodes. */
  readonly known: readonly Place[];
  /** Pods for nodes that are not there. */
  readonly elsewhere: readonly Pod[];
}

/** Pods that have ended and are being deleted count no more. */
export function placesOf(rules: DaemonRules, nodes: Iterable<Node>, pods: readonly Pod[]): Places {
  const byNode = new Map<string, Pod[]>();
  for (const pod of pods) {
    if (isPodFinished(pod) && pod.metadata?.deletionTimestamp !== undefined) continue;
    const node = targetNode(pod);
    const others = byNode.get(node);
    if (others) others.push(pod);
    else byNode.set(node, [pod]);
  }
  const known: Place[] = [];
  for (const node of nodes) {
    const name = node.metadata?.name ?? '';
    const { shouldRun, mayStay } = rules.judge(node);
    known.push({ node: name, shouldRun, mayStay, pods: (byNode.get(name) ?? []).sort(oldestFirst) });
    byNode.delete(name);
  }
  return { known, elsewhere: [...byNode.values()].flat().sort(oldestFirst) };
}

/** Those that are assigned before those that are not, then by age. */
function oldestFirst(a: Pod, b: Pod): number {
  return (
    Number(!a.spec?.nodeName) - Number(!b.spec?.nodeName) ||
    compareText(a.metadata?.creationTimestamp ?? '', b.metadata?.creationTimestamp ?? '') ||
    compareText(a.metadata?.name ?? '', b.metadata?.name ?? '')
  );
}
