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
  if (allowed !== spare && allowed !== 0) faults.push(wrong(`allows ${String(allowed)} of ${String(spare)}`));
  const least = spec?.minAvailable;
  if (typeof least === 'number' && status?.desiredHealthy !== least) faults.push(wrong('wants another number'));
  return faults;
}
