// Disruption budgets count the healthy Pods, and allow as many disruptions as there are more than must be. Where they cannot
// tell how many Pods there should be, as failSafe in pkg/controller/disruption (v1.35) does, the numbers stay as they were and
// nothing is allowed.
import type { Pod, PodDisruptionBudget } from '../../../api/generated/types.ts';
import { type Fault, fault } from '../fault.ts';
import { isActive, isReady, isSelected } from '../pod-facts.ts';
import { type World, controllerOf, isGoing, nameOf, uidOf } from '../world.ts';

type Spec = NonNullable<PodDisruptionBudget['spec']>;
type Status = NonNullable<PodDisruptionBudget['status']>;

export function budgets(world: World): readonly Fault[] {
  const scalable = new Set(SCALABLE.flatMap((resource) => world.all(resource).map(uidOf)));
  return world
    .all('poddisruptionbudgets')
    .filter((budget) => !isGoing(budget))
    .flatMap((budget) => judge(budget, podsOf(budget, world), scalable));
}

const SCALABLE = ['replicationcontrollers', 'replicasets', 'statefulsets', 'deployments'] as const;

/** The Pods that a budget selects, those that are going as well. */
function podsOf({ metadata, spec }: PodDisruptionBudget, world: World): readonly Pod[] {
  const selected = (pod: Pod) => isSelected(pod, spec?.selector?.matchLabels);
  return world.all('pods').filter((pod) => pod.metadata?.namespace === metadata?.namespace && selected(pod));
}

function judge(budget: PodDisruptionBudget, own: readonly Pod[], scalable: ReadonlySet<string>): readonly Fault[] {
  const { metadata, spec, status } = budget;
  const wrong = (about: string) => fault('budget', `${nameOf(budget)} ${about}`);
  if (!isCountable(spec ?? {}, own, scalable)) return judgeUncounted(status ?? {}, wrong);
  if (status?.observedGeneration !== metadata?.generation) return [wrong('has not been looked at')];
  const healthy = own.filter((pod) => isActive(pod) && isReady(pod)).length;
  const said = status?.currentHealthy ?? 0;
  const faults: Fault[] = [];
  if (said !== healthy) faults.push(wrong(`says ${String(said)} healthy of ${String(healthy)}`));
  const spare = Math.max(0, said - (status?.desiredHealthy ?? 0));
  const allowed = status?.disruptionsAllowed ?? 0;
  const expected = status?.expectedPods ?? 0;
  if (allowed !== (expected > 0 ? spare : 0)) faults.push(wrong(`allows ${String(allowed)} of ${String(spare)}`));
  const least = leastOf(spec ?? {}, expected);
  if ((status?.desiredHealthy ?? 0) !== least) faults.push(wrong(`does not want ${String(least)}`));
  return faults;
}

/** Whether it can be told how many Pods there should be: their controllers are there, and can be scaled. */
function isCountable(
  { minAvailable, maxUnavailable }: Spec,
  pods: readonly Pod[],
  scalable: ReadonlySet<string>,
): boolean {
  if (maxUnavailable === undefined && typeof minAvailable !== 'string') return true;
  return pods.map(controllerOf).every((uid) => uid === undefined || scalable.has(uid));
}

function judgeUncounted(status: Status, wrong: (about: string) => Fault): readonly Fault[] {
  const isSaid = status.conditions?.some(({ reason }) => reason === 'SyncFailed');
  return [
    ...(isSaid ? [] : [wrong('does not say that it cannot count')]),
    ...(status.disruptionsAllowed ? [wrong('allows disruptions that it cannot count')] : []),
  ];
}

/** How many healthy Pods there must be, of so many that are expected. */
function leastOf({ minAvailable, maxUnavailable }: Spec, expected: number): number {
  const amountOf = (amount: number | string) =>
    typeof amount === 'number' ? amount : Math.ceil((expected * Number.parseInt(amount, 10)) / 100);
  if (maxUnavailable !== undefined) return Math.max(0, expected - amountOf(maxUnavailable));
  return amountOf(minAvailable ?? 1);
}
