// ReplicaSets and ReplicationControllers have taken in every Pod of nobody that they select, and let go of those that they
// do not select any more.
import type { LabelSelector, Pod, ReplicaSet, ReplicationController } from '../../../api/generated/types.ts';
import { matchesLabelSelector } from '../../../api/selectors.ts';
import { type Fault, fault } from '../fault.ts';
import { isActive } from '../pod-facts.ts';
import { type World, controllerOf, isGoing, nameOf, uidOf } from '../world.ts';

interface Owner {
  readonly object: ReplicaSet | ReplicationController;
  readonly selector: LabelSelector | undefined;
}

export function adoption(world: World): readonly Fault[] {
  const owners = ownersOf(world).filter(({ object }) => !isGoing(object));
  return world
    .all('pods')
    .filter(isActive)
    .flatMap((pod) => judge(pod, owners));
}

const ownersOf = (world: World): readonly Owner[] => [
  ...world.all('replicasets').map((object) => ({ object, selector: object.spec?.selector })),
  ...world
    .all('replicationcontrollers')
    .map((object) => ({ object, selector: { matchLabels: object.spec?.selector ?? {} } })),
];

function judge(pod: Pod, owners: readonly Owner[]): readonly Fault[] {
  const selects = ({ object, selector }: Owner) =>
    object.metadata?.namespace === pod.metadata?.namespace && matchesLabelSelector(selector, pod.metadata?.labels);
  const uid = controllerOf(pod);
  if (uid === undefined) {
    const suitor = owners.find(selects);
    return suitor ? [fault('adoption', `${nameOf(suitor.object)} leaves ${nameOf(pod)} alone`)] : [];
  }
  const owner = owners.find(({ object }) => uidOf(object) === uid);
  return owner && !selects(owner) ? [fault('adoption', `${nameOf(owner.object)} keeps ${nameOf(pod)}`)] : [];
}
