// Models findMatchingVolume in staging/src/k8s.io/component-helpers/storage/volume/pv_helpers.go and
// pkg/controller/volume/persistentvolume/index.go (v1.35): which volume suits a claim best.
import { matchesLabelSelector } from '../../api/selectors.ts';
import { storageClassOf } from '../access-modes.ts';
import { compareQuantities } from '../quantities.ts';
import { compareText } from '../../api/order.ts';
import { type Claim, type Volume, isReservedFor, volumeMode } from './volumes.ts';

/**
 * The volume that is reserved for the claim, or the smallest that is free and large enough, of those with the fewest
 * access modes. With `delayed` only one that is reserved: the scheduler chooses the others.
 */
export function matchVolume(claim: Claim, volumes: readonly Volume[], delayed: boolean): Volume | undefined {
  const suitable = volumes
    .filter(
      (volume) => volume.metadata?.deletionTimestamp === undefined && mismatchOf(volume, claim, true) === undefined,
    )
    .sort(bySize);
  const reserved = suitable.find((volume) => volume.spec?.claimRef && isReservedFor(volume, claim));
  if (reserved || delayed) return reserved;
  const free = suitable.filter((volume) => isFreeFor(volume, claim));
  return free.sort((a, b) => modeCount(a) - modeCount(b))[0];
}

/** Why a volume cannot be what a claim asks for; `anyClass` leaves the storage class out. */
export function mismatchOf(volume: Volume, claim: Claim, anyClass = false): string | undefined {
  if (compareQuantities(sizeOf(volume), claim.spec?.resources?.requests?.['storage'] ?? '0') < 0) {
    return 'requested PV is too small';
  }
  if (!anyClass && storageClassOf(volume) !== storageClassOf(claim)) return 'storageClassName does not match';
  if (volumeMode(volume) !== volumeMode(claim)) return 'incompatible volumeMode';
  const offered = volume.spec?.accessModes ?? [];
  const isOffered = (claim.spec?.accessModes ?? []).every((mode) => offered.includes(mode));
  return isOffered ? undefined : 'incompatible accessMode';
}

function isFreeFor(volume: Volume, claim: Claim): boolean {
  if (volume.spec?.claimRef || volume.status?.phase !== 'Available') return false;
  if (storageClassOf(volume) !== storageClassOf(claim)) return false;
  const { selector } = claim.spec ?? {};
  return !selector || matchesLabelSelector(selector, volume.metadata?.labels);
}

const sizeOf = ({ spec }: Volume): string => spec?.capacity?.['storage'] ?? '0';
const modeCount = ({ spec }: Volume): number => spec?.accessModes?.length ?? 0;
const bySize = (a: Volume, b: Volume): number =>
  compareQuantities(sizeOf(a), sizeOf(b)) || compareText(a.metadata?.name ?? '', b.metadata?.name ?? '');
