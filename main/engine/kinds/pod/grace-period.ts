// Models pkg/registry/core/pod/strategy.go (v1.35): CheckGracefulDelete.
import type { Pod } from '../../api/generated/types.ts';

/**
 * Seconds that a Pod is given to end: what was asked for, else what its spec says. A Pod that is not on a node, or has
 * already ended, gets none.
 */
export function podGracePeriod({ spec, status }: Pod, requested: number | undefined): number {
  if (!spec?.nodeName || status?.phase === 'Succeeded' || status?.phase === 'Failed') return 0;
  const seconds = requested ?? spec.terminationGracePeriodSeconds ?? 0;
  return seconds < 0 ? 1 : seconds;
}
