// What is being deleted goes, unless somebody's finalizer holds it.
import type { KubeObject } from '../../../../../preload/contract/objects.ts';
import { SECOND, fromTimestamp } from '../../../kernel/time.ts';
import { type Fault, fault } from '../fault.ts';
import { HOLD } from '../manifest.ts';
import { type World, nameOf, uidOf } from '../world.ts';

const LATE_US = 15 * SECOND;

type Entry = readonly [resource: string, object: KubeObject];

export function goers(world: World): readonly Fault[] {
  const entries = world.everything();
  return entries
    .filter((entry) => isDue(entry[1], world) && !isHeld(entry, entries, world))
    .map(([resource, object]) =>
      fault('stuck', `${resource} ${nameOf(object)} [${object.metadata?.finalizers?.join() ?? ''}]`),
    );
}

/** Whether the grace that the object was given, and a while, is over. */
function isDue({ metadata }: KubeObject, { now }: World): boolean {
  const due = fromTimestamp(metadata?.deletionTimestamp ?? '');
  return due !== undefined && now - due > LATE_US;
}

/** Whether there is a reason to wait: a person's finalizer on the object, on what it owns, holds or is used by. */
function isHeld([resource, object]: Entry, entries: readonly Entry[], world: World, depth = 0): boolean {
  const finalizers = object.metadata?.finalizers ?? [];
  if (finalizers.includes(HOLD)) return true;
  if (depth > 4) return false;
  const isAnyHeld = (others: readonly Entry[]) => others.some((entry) => isHeld(entry, entries, world, depth + 1));
  if (resource === 'namespaces') {
    return isAnyHeld(entries.filter(([, { metadata }]) => metadata?.namespace === object.metadata?.name));
  }
  if (finalizers.includes('foregroundDeletion')) {
    return isAnyHeld(
      entries.filter(([, { metadata }]) => metadata?.ownerReferences?.some(({ uid }) => uid === uidOf(object))),
    );
  }
  if (finalizers.includes('kubernetes.io/pvc-protection')) return isUsed(object, world);
  if (finalizers.includes('kubernetes.io/pv-protection')) {
    const claims = world.all('persistentvolumeclaims');
    return claims.some(({ spec }) => spec?.volumeName === object.metadata?.name);
  }
  return false;
}

function isUsed({ metadata }: KubeObject, world: World): boolean {
  return world
    .all('pods')
    .some(
      ({ metadata: pod, spec, status }) =>
        pod?.namespace === metadata?.namespace &&
        !(status?.phase === 'Succeeded' || status?.phase === 'Failed') &&
        spec?.volumes?.some(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName === metadata?.name),
    );
}
