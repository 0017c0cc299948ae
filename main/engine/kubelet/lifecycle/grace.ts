// Models calculateEffectiveGracePeriod in pkg/kubelet/pod_workers.go (v1.35): how long a Pod that ends has for that.
import type { Pod } from '../../api/generated/types.ts';

/** Seconds; `allowed` is what a Pod gets at most that has vanished from the API without having been marked, or is evicted. */
export function endingGraceSeconds({ metadata, spec }: Pod, allowed = Infinity): number {
  const wanted = metadata?.deletionGracePeriodSeconds ?? Math.min(spec?.terminationGracePeriodSeconds ?? 0, allowed);
  return Math.max(1, wanted);
}
