// Models NodeShouldRunDaemonPod in pkg/controller/daemon/daemon_controller.go (v1.35): on which nodes daemons belong.
import type { Node } from '../../api/generated/types.ts';
import type { KindMap } from '../../api/resources.ts';
import { matchesNodeAffinity } from '../../kinds/node/affinity.ts';
import { untoleratedTaint } from '../../kinds/node/taints.ts';
import { isPodFinished } from '../../kinds/pod/status.ts';
import { compareText } from '../order.ts';
import { daemonSpec, targetNode } from './daemon-pod.ts';

type DaemonSet = KindMap['daemonsets'];
type Pod = KindMap['pods'];

export interface NodeVerdict {
  readonly shouldRun: boolean;
  /** A daemon that is there already may stay although a new one would not be put there. */
  readonly mayStay: boolean;
}

export function judgeNode(set: DaemonSet, node: Node): NodeVerdict {
  const spec = set.spec?.template.spec;
  const name = node.metadata?.name ?? '';
  if (spec?.nodeName && spec.nodeName !== name) return { shouldRun: false, mayStay: false };
  if (!matchesNodeAffinity(spec, node)) return { shouldRun: false, mayStay: false };
  const taints = node.spec?.taints ?? [];
  const { tolerations = [] } = daemonSpec(spec ?? { containers: [] }, name);
  return {
    shouldRun: !untoleratedTaint(taints, tolerations, ['NoSchedule', 'NoExecute']),
    mayStay: !untoleratedTaint(taints, tolerations, ['NoExecute']),
  };
}

/** A set's Pods by the node they are on or meant for; those that have ended and are being deleted count no more. */
export function podsByNode(pods: readonly Pod[]): Map<string, Pod[]> {
  const byNode = new Map<string, Pod[]>();
  for (const pod of [...pods].sort(oldestFirst)) {
    if (isPodFinished(pod) && pod.metadata?.deletionTimestamp !== undefined) continue;
    const node = targetNode(pod);
    byNode.set(node, [...(byNode.get(node) ?? []), pod]);
  }
  return byNode;
}

/** Those that are assigned before those that are not, then by age. */
function oldestFirst(a: Pod, b: Pod): number {
  return (
    Number(!a.spec?.nodeName) - Number(!b.spec?.nodeName) ||
    compareText(a.metadata?.creationTimestamp ?? '', b.metadata?.creationTimestamp ?? '') ||
    compareText(a.metadata?.name ?? '', b.metadata?.name ?? '')
  );
}
