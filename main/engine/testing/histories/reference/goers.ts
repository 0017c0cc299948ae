// What is being deleted goes, unless somebody's finalizer holds it.
import type { KubeObject } from '../../../../../preload/contract/objects.ts';
import { SECOND, fromTimestamp } from '../../../kernel/time.ts';
import { type Fault, fault } from '../fault.ts';
import { HOLD } from '../manifest.ts';
import { type World, nameOf, uidOf } from '../world.ts';
import { keptFailures } from './kept-failures.ts';

const LATE_US = 15 * SECOND;

type Entry = readonly [resource: string, object: KubeObject];

interface Around {
  readonly world: World;
  readonly entries: readonly Entry[];
  readonly isKept: (pod: KubeObject) => boolean;
}

export function goers(world: World): readonly Fault[] {
  const entries = world.everything();
  const isKept = keptFailures(world);
  return entries
    .filter((entry) => isDue(entry[1], world) && !isHeld(entry, { world, entries, isKept }))
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
function isHeld([resource, object]: Entry, around: Around, depth = 0): boolean {
  const { entries, world } = around;
  const finalizers = object.metadata?.finalizers ?? [];
  if (finalizers.includes(HOLD) || (resource === 'pods' && around.isKept(object))) return true;
  if (depth > 4) return false;
  const isAnyHeld = (others: readonly Entry[]) => others.some((entry) => isHeld(entry, around, depth + 1));
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

/**
 * Whether a claim may not go yet. As podUsesPVC in pkg/controller/volume/pvcprotection (v1.35) sees it: every Pod that has a
 * node uses the claims it names for as long as it is there, even when it has ended and somebody's finalizer holds it.
 */
function isUsed({ metadata }: KubeObject, world: World): boolean {
  return world
    .all('pods')
    .some(
      ({ metadata: pod, spec }) =>
        pod?.namespace === metadata?.namespace &&
        (spec?.nodeName ?? '') !== '' &&
        spec?.volumes?.some(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName === metadata?.name),
    );
}
