// Disruption budgets count the healthy Pods, and allow as many disruptions as there are more than must be.
import type { Pod, PodDisruptionBudget } from '../../../api/generated/types.ts';
import { type Fault, fault } from '../fault.ts';
import { isActive, isReady, isSelected } from '../pod-facts.ts';
import { type World, isGoing, nameOf } from '../world.ts';

export function budgets(world: World): readonly Fault[] {
  const pods = world.all('pods').filter(isActive);
  return world
    .all('poddisruptionbudgets')
    .filter((budget) => !isGoing(budget))
    .flatMap((budget) => judge(budget, pods));
}

function judge(budget: PodDisruptionBudget, pods: readonly Pod[]): readonly Fault[] {
  const { metadata, spec, status } = budget;
  const wrong = (about: string) => fault('budget', `${nameOf(budget)} ${about}`);
  if (status?.observedGeneration !== metadata?.generation) return [wrong('has not been looked at')];
  const own = pods.filter(
    (pod) => pod.metadata?.namespace === metadata?.namespace && isSelected(pod, spec?.selector?.matchLabels),
  );
  const healthy = own.filter(isReady).length;
  const said = status?.currentHealthy ?? 0;
  const faults: Fault[] = [];
  if (said !== healthy) faults.push(wrong(`says ${String(said)} healthy of ${String(healthy)}`));
  const spare = Math.max(0, said - (status?.desiredHealthy ?? 0));
  const allowed = status?.disruptionsAllowed ?? 0;
  const expected = status?.expectedPods ?? 0;
  if (allowed !== (expected > 0 ? spare : 0)) faults.push(wrong(`allows ${String(allowed)} of ${String(spare)}`));
  const least = leastOf(spec ?? {}, expected);
  // Where controllers cannot be counted nothing is allowed, and the numbers stay as they were.
  const isCounted = !status?.conditions?.some(({ reason }) => reason === 'SyncFailed');
  if (isCounted && (status?.desiredHealthy ?? 0) !== least) faults.push(wrong(`does not want ${String(least)}`));
  return faults;
}

/** How many healthy Pods there must be, of so many that are expected. */
function leastOf({ minAvailable, maxUnavailable }: NonNullable<PodDisruptionBudget['spec']>, expected: number): number {
  const amountOf = (amount: number | string) =>
    typeof amount === 'number' ? amount : Math.ceil((expected * Number.parseInt(amount, 10)) / 100);
  if (maxUnavailable !== undefined) return Math.max(0, expected - amountOf(maxUnavailable));
  return amountOf(minAvailable ?? 1);
}
