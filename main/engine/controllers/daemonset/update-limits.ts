// Models UnavailableCount, SurgeCount and updatedDesiredNodeCounts in pkg/controller/daemon (v1.35).
import type { KindMap } from '../../api/resources.ts';
import { scaledAmount } from '../int-or-percent.ts';

type DaemonSet = KindMap['daemonsets'];

export interface UpdateLimits {
  /** Nodes that may have an old and a new daemon at once; 0 when the old ones go first. */
  readonly surge: number;
  /** Nodes that may be without a working daemon; at least one unless there is a surge. */
  readonly unavailable: number;
}

/** What an update may do in a set for which `desired` nodes are wanted. Percentages are rounded up. */
export function updateLimits({ spec }: DaemonSet, desired: number): UpdateLimits {
  const { maxSurge = 0, maxUnavailable = 1 } = spec?.updateStrategy?.rollingUpdate ?? {};
  const surge = scaledAmount(maxSurge, desired, 'up');
  const unavailable = scaledAmount(maxUnavailable, desired, 'up');
  return { surge, unavailable: surge === 0 ? Math.max(1, unavailable) : unavailable };
}

export function allowsSurge({ spec }: DaemonSet): boolean {
  const { type, rollingUpdate } = spec?.updateStrategy ?? {};
  return type !== 'OnDelete' && scaledAmount(rollingUpdate?.maxSurge ?? 0, 100, 'up') > 0;
}
