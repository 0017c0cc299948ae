// Models pkg/controller/daemon/update.go (v1.35): which old daemons may go so that new ones take their places. Surging
// is left out: the old one always goes first.
import type { KindMap } from '../../api/resources.ts';
import type { Micros } from '../../kernel/time.ts';
import { isPodAvailable } from '../pod-state.ts';
import type { Places } from './daemon-places.ts';
import { isUpdated } from './daemon-pod.ts';

type DaemonSet = KindMap['daemonsets'];
type Pod = KindMap['pods'];

/** The old Pods to delete now, so that no more nodes than allowed are without a working daemon. */
export function podsToReplace(set: DaemonSet, { known }: Places, hash: string, now: Micros): readonly Pod[] {
  const isAvailable = (pod: Pod) => isPodAvailable(pod, set.spec?.minReadySeconds ?? 0, now);
  const broken: Pod[] = [];
  const working: Pod[] = [];
  let unavailable = 0;
  for (const { pods } of known) {
    if (pods.length === 0) continue;
    const [only, ...others] = pods.filter(({ metadata }) => metadata?.deletionTimestamp === undefined);
    if (!only || others.length > 0) unavailable++;
    else if (isUpdated(only, hash)) unavailable += isAvailable(only) ? 0 : 1;
    else if (isAvailable(only)) working.push(only);
    else broken.push(only);
  }
  const desired = known.filter(({ shouldRun }) => shouldRun).length;
  const room = Math.max(0, unavailableMax(set, desired) - unavailable);
  return [...broken, ...working.slice(0, room)];
}

/** A number of nodes, or a percentage of them rounded up; at least one. */
function unavailableMax({ spec }: DaemonSet, desired: number): number {
  const wanted = spec?.updateStrategy?.rollingUpdate?.maxUnavailable ?? 1;
  const count = typeof wanted === 'number' ? wanted : Math.ceil((desired * Number.parseInt(wanted, 10)) / 100);
  return Math.max(1, count);
}
