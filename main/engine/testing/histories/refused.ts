// Whether an object's controller has been told that it may not make what it wants: by quotas, limits, missing classes.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { type World, uidOf } from './world.ts';

/** A test for owners that have been refused a Pod, by the events that tell of it. */
export function refusedOwners(world: World): (owner: KubeObject) => boolean {
  const refused = world.all('events').filter(({ reason }) => reason === 'FailedCreate');
  const owners = new Set(refused.map(({ involvedObject }) => involvedObject.uid ?? ''));
  return (owner) => owners.has(uidOf(owner));
}
