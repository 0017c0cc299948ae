// Models scale in pkg/controller/deployment/sync.go (v1.35): what another size of a Deployment means for its ReplicaSets.
import type { KindMap } from '../../api/resources.ts';
import { byAge } from '../../kinds/deployment/replica-sets.ts';
import { isRolling, maxSurge } from './bounds.ts';
import { bySizeNewer, bySizeOlder, desiredReplicas, isActive, sizeOf, specifiedReplicas } from './replica-sets.ts';
import { notedMax, notedSize } from './revisions.ts';
import type { Rollout } from './rollout.ts';

type Deployment = KindMap['deployments'];
type ReplicaSet = KindMap['replicasets'];

/** Whether the Deployment's size has changed since its active sets were scaled. */
export function isScaled({ all, deployment }: Rollout): boolean {
  return all
    .filter(isActive)
    .some((set) => (notedSize(set) ?? desiredReplicas(deployment)) !== desiredReplicas(deployment));
}

/** Scales the one set that matters, or in the middle of a rolling update all of them in proportion. */
export function scaleSets(rollout: Rollout): void {
  const only = activeOrLatest(rollout);
  if (only) {
    rollout.scale(only, desiredReplicas(rollout.deployment));
  } else if (isSaturated(rollout)) {
    for (const set of rollout.sets.old.filter(isActive)) rollout.scale(set, 0);
  } else if (isRolling(rollout.deployment)) {
    scaleInProportion(rollout);
  }
}

function activeOrLatest({ all, sets }: Rollout): ReplicaSet | undefined {
  const active = all.filter(isActive);
  if (active.length > 1) return undefined;
  return active[0] ?? sets.current ?? [...sets.old].sort(byAge).at(-1);
}

/** Whether the new set has all Pods, and all of them are available. */
function isSaturated({ sets, deployment }: Rollout): boolean {
  if (!sets.current) return false;
  const replicas = desiredReplicas(deployment);
  return (
    sizeOf(sets.current) === replicas &&
    notedSize(sets.current) === replicas &&
    (sets.current.status?.availableReplicas ?? 0) === replicas
  );
}

function scaleInProportion(rollout: Rollout): void {
  const { deployment } = rollout;
  const replicas = desiredReplicas(deployment);
  const active = rollout.all.filter(isActive);
  const change = (replicas > 0 ? replicas + maxSurge(deployment) : 0) - specifiedReplicas(active);
  const sorted = active.sort(change > 0 ? bySizeNewer : bySizeOlder);
  let done = 0;
  const sizes = sorted.map((set) => {
    const share = change === 0 ? 0 : shareOf(deployment, set, change, done);
    done += share;
    return sizeOf(set) + share;
  });
  // The largest takes what rounding leaves.
  for (const [index, set] of sorted.entries()) {
    const size = (sizes[index] ?? 0) + (index === 0 ? change - done : 0);
    rollout.resize(set, Math.max(0, size));
  }
}

function shareOf(deployment: Deployment, set: ReplicaSet, change: number, done: number): number {
  const allowed = change - done;
  if (allowed === 0) return 0;
  const fraction = fractionOf(deployment, set);
  return change > 0 ? Math.min(fraction, allowed) : Math.max(fraction, allowed);
}

function fractionOf(deployment: Deployment, set: ReplicaSet): number {
  const replicas = desiredReplicas(deployment);
  if (replicas === 0) return -sizeOf(set);
  const before = notedMax(set) || (deployment.status?.replicas ?? 0);
  if (before === 0) return 0;
  return Math.round((sizeOf(set) * (replicas + maxSurge(deployment))) / before) - sizeOf(set);
}
