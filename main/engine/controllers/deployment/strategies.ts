// Models pkg/controller/deployment/{rolling,recreate}.go (v1.35): how old Pods give way to new ones.
import type { KindMap } from '../../api/resources.ts';
import { byAge } from '../../kinds/deployment/replica-sets.ts';
import { isPodFinished } from '../../kinds/pod/status.ts';
import { maxUnavailable, newSize } from './bounds.ts';
import { isComplete } from './progress.ts';
import {
  actualReplicas,
  availableReplicas,
  desiredReplicas,
  isActive,
  sizeOf,
  specifiedReplicas,
} from './replica-sets.ts';
import type { Rollout } from './rollout.ts';

type ReplicaSet = KindMap['replicasets'];
type Pod = KindMap['pods'];

/** One step of a rolling update: the new set grows, or else the old ones shrink, or else the history is cleaned up. */
export function stepRolling(rollout: Rollout): void {
  rollout.ensureNewSet();
  if (growNew(rollout) || shrinkOld(rollout)) return;
  if (isComplete(rollout.deployment, rollout.deployment.status)) rollout.cleanUp();
}

/** One step of an update that ends all old Pods before it makes new ones; `podsOf` gives the Pods of a set. */
export function stepRecreate(rollout: Rollout, podsOf: (set: ReplicaSet) => readonly Pod[]): void {
  rollout.noteRevision();
  const active = rollout.sets.old.filter(isActive);
  for (const set of active) rollout.scale(set, 0);
  if (active.length > 0 || oldPodsRun(rollout.sets.old, podsOf)) return;
  if (!rollout.sets.current) rollout.ensureNewSet();
  const { current } = rollout.sets;
  if (current) rollout.scale(current, desiredReplicas(rollout.deployment));
  if (isComplete(rollout.deployment, rollout.deployment.status)) rollout.cleanUp();
}

function oldPodsRun(old: readonly ReplicaSet[], podsOf: (set: ReplicaSet) => readonly Pod[]): boolean {
  return actualReplicas(old) > 0 || old.some((set) => podsOf(set).some((pod) => !isPodFinished(pod)));
}

function growNew(rollout: Rollout): boolean {
  const { current } = rollout.sets;
  if (!current) return false;
  const size = sizeOf(current);
  const replicas = desiredReplicas(rollout.deployment);
  if (size > replicas) return rollout.scale(current, replicas);
  return rollout.scale(current, size === replicas ? size : newSize(rollout.deployment, rollout.all, size));
}

function shrinkOld(rollout: Rollout): boolean {
  const { current, old } = rollout.sets;
  if (specifiedReplicas(old) === 0) return false;
  const unavailable = current ? sizeOf(current) - availableReplicas([current]) : 0;
  const room = specifiedReplicas(rollout.all) - minAvailable(rollout) - unavailable;
  if (room <= 0) return false;
  const cleaned = shrinkUnhealthy(rollout, room);
  return shrinkHealthy(rollout) + cleaned > 0;
}

/** Takes Pods first that are not available anyway; answers how many. */
function shrinkUnhealthy(rollout: Rollout, room: number): number {
  let taken = 0;
  for (const set of oldest(rollout)) {
    const count = Math.min(room - taken, sizeOf(set) - availableReplicas([set]));
    if (count <= 0) continue;
    rollout.scale(set, sizeOf(set) - count);
    taken += count;
  }
  return taken;
}

function shrinkHealthy(rollout: Rollout): number {
  const surplus = availableReplicas(rollout.all) - minAvailable(rollout);
  let taken = 0;
  for (const set of oldest(rollout)) {
    const count = Math.min(surplus - taken, sizeOf(set));
    if (count <= 0) break;
    rollout.scale(set, sizeOf(set) - count);
    taken += count;
  }
  return taken;
}

const oldest = ({ sets }: Rollout): readonly ReplicaSet[] => sets.old.filter(isActive).sort(byAge);
const minAvailable = ({ deployment }: Rollout): number => desiredReplicas(deployment) - maxUnavailable(deployment);
