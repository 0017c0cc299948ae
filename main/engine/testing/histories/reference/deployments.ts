// Deployments have come as far as their Pods allow: all of the newest template when that can be, never too many.
import type { Deployment, ReplicaSet } from '../../../api/generated/types.ts';
import { type Fault, fault } from '../fault.ts';
import { type World, byController, isGoing, nameOf } from '../world.ts';

export function deployments(world: World): readonly Fault[] {
  const setsOf = byController(world.all('replicasets').filter((set) => !isGoing(set)));
  return world
    .all('deployments')
    .filter((deployment) => !isGoing(deployment))
    .flatMap((deployment) => judge(deployment, setsOf(deployment)));
}

const sum = (sets: readonly ReplicaSet[], count: (set: ReplicaSet) => number | undefined) =>
  sets.reduce((total, set) => total + (count(set) ?? 0), 0);
const wantedBy = (set: ReplicaSet) => set.spec?.replicas;

function judge(deployment: Deployment, sets: readonly ReplicaSet[]): readonly Fault[] {
  const { metadata, spec, status } = deployment;
  const wrong = (about: string) => fault('deployment', `${nameOf(deployment)} ${about}`);
  const faults: Fault[] = [];
  if (status?.observedGeneration !== metadata?.generation) faults.push(wrong('has not been looked at'));
  for (const field of ['replicas', 'readyReplicas', 'availableReplicas'] as const) {
    const [said, is] = [status?.[field] ?? 0, sum(sets, (set) => set.status?.[field])];
    if (said !== is) faults.push(wrong(`says ${field} ${String(said)} of ${String(is)}`));
  }
  if (spec?.paused) return faults;
  const wanted = spec?.replicas ?? 1;
  // One that recreates, resized in the middle of a rolling update, rests with both sets, in Kubernetes as well.
  const active = sets.filter((set) => (wantedBy(set) ?? 0) > 0).length;
  if (spec?.strategy?.type === 'Recreate' && active > 1) return faults;
  const total = sum(sets, wantedBy);
  if (total < wanted) faults.push(wrong(`has sets that want only ${String(total)} of ${String(wanted)}`));
  const newest = newestOf(sets);
  if (total > wanted + surgeOf(deployment) && !(newest && isHeldUp(deployment, newest, total)))
    faults.push(wrong(`has sets that want ${String(total)} of ${String(wanted)}`));
  if (!newest) return [...faults, wrong('has no set')];
  const old = sets.filter((set) => set !== newest);
  if (imagesOf(newest) !== imagesOf(deployment)) faults.push(wrong('has a newest set of another template'));
  const isReady = (newest.status?.availableReplicas ?? 0) >= wanted;
  if (isReady && sum(old, wantedBy) > 0) faults.push(wrong('keeps old Pods beside all the new ones'));
  if (isReady && wantedBy(newest) !== wanted) faults.push(wrong('has a newest set of another size'));
  const limit = spec?.revisionHistoryLimit ?? 10;
  const empty = old.filter((set) => wantedBy(set) === 0 && (set.status?.replicas ?? 0) === 0);
  if (isReady && empty.length > limit) faults.push(wrong(`keeps ${String(empty.length)} old sets`));
  return faults;
}

function newestOf(sets: readonly ReplicaSet[]): ReplicaSet | undefined {
  const revision = (set: ReplicaSet) => Number(set.metadata?.annotations?.['deployment.kubernetes.io/revision'] ?? 0);
  return [...sets].sort((a, b) => revision(b) - revision(a))[0];
}

const imagesOf = ({ spec }: ReplicaSet | Deployment) =>
  spec?.template?.spec?.containers.map(({ image }) => image).join();

/** How many Pods more than wanted there may be. */
function surgeOf({ spec }: Deployment): number {
  if (spec?.strategy?.type === 'Recreate') return 0;
  return amountOf(spec?.strategy?.rollingUpdate?.maxSurge, spec?.replicas ?? 1, Math.ceil);
}

/**
 * Whether old sets may not shrink, since too few Pods of the newest are available for that, as reconcileOldReplicaSets in
 * pkg/controller/deployment/rolling.go (v1.35) counts them. There can be too many Pods then, in Kubernetes as well: a template
 * that was changed before the controller heard of the set that it had just made got a set of full size beside it.
 */
function isHeldUp(deployment: Deployment, newest: ReplicaSet, total: number): boolean {
  const { replicas = 1, strategy } = deployment.spec ?? {};
  if (strategy?.type === 'Recreate' || (wantedBy(newest) ?? 0) > replicas) return false;
  const mayLack = amountOf(strategy?.rollingUpdate?.maxUnavailable, replicas, Math.floor);
  const leastAvailable = replicas - (surgeOf(deployment) === 0 ? Math.max(1, mayLack) : mayLack);
  const unavailable = (wantedBy(newest) ?? 0) - (newest.status?.availableReplicas ?? 0);
  return total - leastAvailable - unavailable <= 0;
}

function amountOf(amount: number | string = '25%', of: number, round: (exact: number) => number): number {
  return typeof amount === 'number' ? amount : round((of * Number.parseInt(amount, 10)) / 100);
}
