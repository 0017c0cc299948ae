// Models pkg/controller/controller_utils.go and pkg/api/v1/pod/util.go (v1.35): what a controller makes of a Pod.
import type { KindMap } from '../api/resources.ts';
import { type Micros, SECOND, fromTimestamp } from '../kernel/time.ts';
import { isPodFinished, isPodReady } from '../kinds/pod/status.ts';

type Pod = KindMap['pods'];

/** Whether a Pod counts as one of its owner's replicas. */
export function isPodActive(pod: Pod): boolean {
  return !isPodFinished(pod) && pod.metadata?.deletionTimestamp === undefined;
}

/** Whether a Pod is being deleted and has not ended yet. */
export function isPodTerminating(pod: Pod): boolean {
  return !isPodFinished(pod) && pod.metadata?.deletionTimestamp !== undefined;
}

/** Since when a Pod has been ready; undefined when it is not. */
export function readySince(pod: Pod): Micros | undefined {
  if (!isPodReady(pod)) return undefined;
  const condition = pod.status?.conditions?.find(({ type }) => type === 'Ready');
  return fromTimestamp(condition?.lastTransitionTime ?? '');
}

/** Whether a Pod has been ready for at least `minReadySeconds`. */
export function isPodAvailable(pod: Pod, minReadySeconds: number, now: Micros): boolean {
  if (minReadySeconds === 0) return isPodReady(pod);
  const since = readySince(pod);
  return since !== undefined && since + minReadySeconds * SECOND <= now;
}

/** How long from now until the next of the ready Pods becomes available; undefined when none has to wait. */
export function untilNextAvailable(pods: readonly Pod[], minReadySeconds: number, now: Micros): number | undefined {
  if (minReadySeconds === 0) return undefined;
  let soonest: number | undefined;
  for (const pod of pods) {
    const since = readySince(pod);
    if (since === undefined || isPodAvailable(pod, minReadySeconds, now)) continue;
    const waitUs = since + minReadySeconds * SECOND - now;
    if (soonest === undefined || waitUs < soonest) soonest = waitUs;
  }
  return soonest;
}
