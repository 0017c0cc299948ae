// Whether an object's controller has been told that it may not make what it wants: by quotas, limits, missing classes.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { SECOND, fromTimestamp } from '../../kernel/time.ts';
import { type World, uidOf } from './world.ts';

/** The longest back-off of a controller's queue, and a while: who is refused still is refused anew within this time. */
const LATELY_US = 1_100 * SECOND;

/** A test for owners that have been refused a Pod lately, by the events that tell of it. */
export function refusedOwners(world: World): (owner: KubeObject) => boolean {
  const refused = world
    .all('events')
    .filter(
      ({ reason, lastTimestamp }) => reason === 'FailedCreate' && world.now - instantOf(lastTimestamp) < LATELY_US,
    );
  const owners = new Set(refused.map(({ involvedObject }) => involvedObject.uid ?? ''));
  return (owner) => owners.has(uidOf(owner));
}

const instantOf = (timestamp = ''): number => fromTimestamp(timestamp) ?? 0;
