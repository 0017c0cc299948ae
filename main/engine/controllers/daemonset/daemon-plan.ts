// Models podsShouldBeOnNode in pkg/controller/daemon/daemon_controller.go (v1.35): where a daemon is missing, and which
// Pods should not be where they are.
import type { KindMap } from '../../api/resources.ts';
import { isPodFinished } from '../../kinds/pod/status.ts';
import type { Places } from './daemon-places.ts';

type Pod = KindMap['pods'];

export interface DaemonPlan {
  /** Names of nodes. */
  readonly missing: readonly string[];
  readonly surplus: readonly Pod[];
}

/** `mayReplace` is asked about each daemon that has ended. */
export function planDaemons(places: Places, mayReplace: (node: string, pod: Pod) => boolean): DaemonPlan {
  const missing: string[] = [];
  const surplus: Pod[] = [];
  for (const { node, shouldRun, mayStay, pods } of places.known) {
    if (shouldRun && pods.length === 0) missing.push(node);
    if (pods.length === 0) continue;
    const staying = pods.filter(isStaying);
    if (!mayStay) surplus.push(...staying);
    else surplus.push(...staying.filter((pod) => isPodFinished(pod) && mayReplace(node, pod)), ...rivals(staying));
  }
  // Nobody will ever schedule what is meant for a node that is gone.
  return { missing, surplus: [...surplus, ...places.elsewhere.filter((pod) => isStaying(pod) && !pod.spec?.nodeName)] };
}

/** All but the oldest of the daemons that run on one node. */
function rivals(staying: readonly Pod[]): Pod[] {
  return staying.length < 2 ? [] : staying.filter((pod) => !isPodFinished(pod)).slice(1);
}

const isStaying = ({ metadata }: Pod): boolean => metadata?.deletionTimestamp === undefined;
