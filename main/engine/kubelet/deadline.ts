// Models pkg/kubelet/active_deadline.go (v1.35): a Pod may be active for so many seconds from its start.
import type { Pod } from '../api/generated/types.ts';
import { type Micros, SECOND, after, fromTimestamp, toTimestamp } from '../kernel/time.ts';

export const DEADLINE_REASON = 'DeadlineExceeded';
export const DEADLINE_MESSAGE = 'Pod was active on the node longer than the specified deadline';

/** When the Pod will have been active for long enough; `startedAt` is when the kubelet accepted it. */
export function deadlineOf(pod: Pod, startedAt: Micros): Micros | undefined {
  const seconds = pod.spec?.activeDeadlineSeconds;
  if (seconds === undefined) return undefined;
  // The start is known by the whole second.
  const start = fromTimestamp(pod.status?.startTime ?? toTimestamp(startedAt)) ?? startedAt;
  return after(start, seconds * SECOND);
}
