// What of a change of a Pod in the API matters to its kubelet.
import type { Pod } from '../api/generated/types.ts';
import { jsonEqual } from '../kernel/json.ts';

/** Whether a change of a Pod is more than the echo of a status. */
export function concerns(before: Pod, after: Pod): boolean {
  return (
    !jsonEqual(before.spec, after.spec) ||
    before.metadata?.deletionTimestamp !== after.metadata?.deletionTimestamp ||
    before.metadata?.deletionGracePeriodSeconds !== after.metadata?.deletionGracePeriodSeconds ||
    !jsonEqual(before.metadata?.labels, after.metadata?.labels) ||
    !jsonEqual(before.metadata?.annotations, after.metadata?.annotations) ||
    gatesOf(before) !== gatesOf(after)
  );
}

/** How the Pod's readiness gates stand. */
function gatesOf({ spec, status }: Pod): string {
  if (!spec?.readinessGates) return '';
  const stateOf = (gate: string) => status?.conditions?.find(({ type }) => type === gate)?.status ?? '';
  return spec.readinessGates.map(({ conditionType }) => stateOf(conditionType)).join();
}
