// Nothing is left whose owners are all gone.
import { type Fault, fault } from '../fault.ts';
import { type World, isGoing, nameOf, uidOf } from '../world.ts';

export function orphans(world: World): readonly Fault[] {
  const objects = world.everything();
  const alive = new Set(objects.map(([, object]) => uidOf(object)));
  return objects
    .filter(([, { metadata }]) => (metadata?.ownerReferences?.length ?? 0) > 0)
    .filter(([, object]) => !isGoing(object) && object.metadata?.ownerReferences?.every(({ uid }) => !alive.has(uid)))
    .map(([resource, object]) => fault('orphan', `${resource} ${nameOf(object)}`));
}
