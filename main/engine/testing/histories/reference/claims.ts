// Claims and volumes that are bound name one another.
import type { PersistentVolume, PersistentVolumeClaim } from '../../../api/generated/types.ts';
import { type Fault, fault } from '../fault.ts';
import { amountOf } from '../node-room.ts';
import { type World, isGoing, nameOf, uidOf } from '../world.ts';

export function claims(world: World): readonly Fault[] {
  const byName = new Map(world.all('persistentvolumes').map((volume) => [nameOf(volume), volume] as const));
  return world
    .all('persistentvolumeclaims')
    .flatMap((claim) => [...judgeClaim(claim, byName), ...judgeWaiting(claim, world)]);
}

/** Volumes say truly what became of their claims, those in namespaces that are being deleted too. */
export function volumes(world: World): readonly Fault[] {
  const byUid = new Map(world.all('persistentvolumeclaims').map((claim) => [uidOf(claim), claim] as const));
  return world.all('persistentvolumes').flatMap((volume) => judgeVolume(volume, byUid));
}

function judgeClaim(claim: PersistentVolumeClaim, byName: ReadonlyMap<string, PersistentVolume>): readonly Fault[] {
  const { spec, status } = claim;
  const volume = byName.get(spec?.volumeName ?? '');
  const isMutual = volume?.spec?.claimRef?.uid === uidOf(claim);
  if (status?.phase === 'Bound' && !isMutual)
    return [fault('claim', `${nameOf(claim)} is bound to what is not its own`)];
  if (status?.phase !== 'Bound' && volume && isMutual && !isGoing(volume)) {
    return [fault('claim', `${nameOf(claim)} is ${status?.phase ?? ''} and ${nameOf(volume)} is its own`)];
  }
  return [];
}

/** A claim that nobody has to wait for takes a free volume that suits it. */
function judgeWaiting(claim: PersistentVolumeClaim, world: World): readonly Fault[] {
  const { spec, status } = claim;
  if (status?.phase !== 'Pending' || (spec?.volumeName ?? '') !== '' || isGoing(claim)) return [];
  const storageClass = world.all('storageclasses').find((one) => nameOf(one) === spec?.storageClassName);
  if (storageClass?.volumeBindingMode === 'WaitForFirstConsumer') return [];
  const free = world
    .all('persistentvolumes')
    .find(
      (volume) =>
        volume.status?.phase === 'Available' &&
        !isGoing(volume) &&
        !volume.spec?.claimRef &&
        (volume.spec?.storageClassName ?? '') === (spec?.storageClassName ?? '') &&
        amountOf(volume.spec?.capacity?.['storage']) >= amountOf(spec?.resources?.requests?.['storage']),
    );
  return free ? [fault('claim', `${nameOf(claim)} waits, and ${nameOf(free)} is free`)] : [];
}

function judgeVolume(volume: PersistentVolume, byUid: ReadonlyMap<string, PersistentVolumeClaim>): readonly Fault[] {
  const claim = byUid.get(volume.spec?.claimRef?.uid ?? '');
  const phase = volume.status?.phase ?? '';
  if (phase === 'Bound' && claim?.spec?.volumeName !== nameOf(volume)) {
    return [fault('volume', `${nameOf(volume)} is Bound to a claim that has another, or none`)];
  }
  const isTaken = volume.spec?.claimRef?.uid !== undefined && !claim;
  if (isTaken && !['Released', 'Failed'].includes(phase))
    return [fault('volume', `${nameOf(volume)} is ${phase} without its claim`)];
  return [];
}
