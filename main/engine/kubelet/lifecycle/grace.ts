// Models calculateEffectiveGracePeriod in pkg/kubelet/pod_workers.go (v1.35): how long a Pod that ends has for that.
import type { Pod } from '../../api/generated/types.ts';

/** Seconds; `forced` says that the Pod has vanished from the API without having been marked, or is evicted. */
export function endingGraceSeconds({ metadata, spec }: Pod, forced: boolean): number {
  const wanted = metadata?.deletionGracePeriodSeconds ?? (forced ? 0 : spec?.terminationGracePeriodSeconds);
  return Math.max(1, wanted ?? 0);
}
