// ReplicaSets and ReplicationControllers have exactly the Pods they want, and say so.
import type { ReplicaSet, ReplicationController } from '../../../api/generated/types.ts';
import { type Fault, fault } from '../fault.ts';
import { isActive, isReady } from '../pod-facts.ts';
import { type World, byController, isGoing, nameOf } from '../world.ts';

export function replicas(world: World): readonly Fault[] {
  const podsOf = byController(world.all('pods').filter(isActive));
  const sets: readonly (ReplicaSet | ReplicationController)[] = [
    ...world.all('replicasets'),
    ...world.all('replicationcontrollers'),
  ];
  return sets.filter((set) => !isGoing(set)).flatMap((set) => judge(set, podsOf(set)));
}

function judge(
  set: ReplicaSet | ReplicationController,
  pods: ReturnType<ReturnType<typeof byController>>,
): readonly Fault[] {
  const { spec, status, metadata } = set;
  const wanted = spec?.replicas ?? 1;
  const found: Readonly<Record<string, readonly [said: number, is: number]>> = {
    observedGeneration: [status?.observedGeneration ?? 0, metadata?.generation ?? 0],
    replicas: [status?.replicas ?? 0, pods.length],
    readyReplicas: [status?.readyReplicas ?? 0, pods.filter(isReady).length],
  };
  const wrong = Object.entries(found).filter(([, [said, is]]) => said !== is);
  const isRefused = status?.conditions?.some(
    ({ type, status: value }) => type === 'ReplicaFailure' && value === 'True',
  );
  return [
    ...(pods.length === wanted || (isRefused && pods.length < wanted)
      ? []
      : [fault('replicas', `${nameOf(set)} wants ${String(wanted)} and has ${String(pods.length)}`)]),
    ...wrong.map(([field, [said, is]]) =>
      fault('replica-status', `${nameOf(set)} says ${field} ${String(said)}, it is ${String(is)}`),
    ),
  ];
}
