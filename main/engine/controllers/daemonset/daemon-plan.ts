// Models podsShouldBeOnNode in pkg/controller/daemon/daemon_controller.go (v1.35): where a daemon is missing, and which
// Pods should not be where they are.
import type { KindMap } from '../../api/resources.ts';
import type { Micros } from '../../kernel/time.ts';
import { isPodFinished, isPodReady } from '../../kinds/pod/status.ts';
import { isPodAvailable } from '../pod-state.ts';
import type { Places } from './daemon-places.ts';
import { type Edition, isUpdated } from './daemon-pod.ts';
import { allowsSurge } from './update-limits.ts';

type DaemonSet = KindMap['daemonsets'];
type Pod = KindMap['pods'];

export interface DaemonPlan {
  /** Names of nodes. */
  readonly missing: readonly string[];
  readonly surplus: readonly Pod[];
}

interface Circumstances {
  readonly edition: Edition;
  readonly now: Micros;
  /** Asked about each daemon that has ended. */
  readonly mayReplace: (node: string, pod: Pod) => boolean;
}

export function planDaemons(set: DaemonSet, places: Places, circumstances: Circumstances): DaemonPlan {
  const { mayReplace } = circumstances;
  const missing: string[] = [];
  const surplus: Pod[] = [];
  for (const { node, shouldRun, mayStay, pods } of places.known) {
    if (shouldRun && pods.length === 0) missing.push(node);
    if (pods.length === 0) continue;
    const staying = pods.filter(isStaying);
    if (!mayStay) surplus.push(...staying);
    else surplus.push(...staying.filter((pod) => isPodFinished(pod) && mayReplace(node, pod)));
    if (mayStay) surplus.push(...rivals(set, staying, circumstances));
  }
  // Nobody will ever schedule what is meant for a node that is gone.
  return { missing, surplus: [...surplus, ...places.elsewhere.filter((pod) => isStaying(pod) && !pod.spec?.nodeName)] };
}

/** Those of the daemons on one node, the oldest first, that have to give way to another one. */
function rivals(set: DaemonSet, staying: readonly Pod[], { edition, now }: Circumstances): readonly Pod[] {
  if (staying.length < 2) return [];
  const running = staying.filter((pod) => !isPodFinished(pod));
  if (!allowsSurge(set)) return running.slice(1);
  const [fresh, ...moreFresh] = running.filter((pod) => isUpdated(pod, edition));
  const [old, ...moreOld] = running.filter((pod) => !isUpdated(pod, edition));
  const isDone = fresh && old && (!isPodReady(old) || isPodAvailable(fresh, set.spec?.minReadySeconds ?? 0, now));
  return [...moreFresh, ...moreOld, ...(isDone ? [old] : [])];
}

const isStaying = ({ metadata }: Pod): boolean => metadata?.deletionTimestamp === undefined;
