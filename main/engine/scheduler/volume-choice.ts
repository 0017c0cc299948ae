// Models findMatchingVolumes and bindAPIUpdate in pkg/scheduler/framework/plugins/volumebinding/binder.go (v1.35): the
// smallest free volume for each claim, and how the choice is written down for the volume controller.
import type { PersistentVolumeClaim } from '../api/generated/types.ts';
import { matchesLabelSelector } from '../api/selectors.ts';
import type { ApiServer } from '../api/server.ts';
import { mismatchOf } from '../kinds/persistent-volume/match-volume.ts';
import {
  BOUND_BY_CONTROLLER,
  SELECTED_NODE,
  type Volume,
  annotated,
  claimReference,
  isReservedFor,
} from '../kinds/persistent-volume/volumes.ts';
import { compareQuantities } from '../kinds/quantities.ts';

/** What is to be done about a Pod's claims before it can be bound to a node. */
export interface VolumePlan {
  /** Volumes that are there, and the claims that shall have them. */
  readonly matches: readonly (readonly [volume: Volume, claim: PersistentVolumeClaim])[];
  /** Claims for which volumes have to be made. */
  readonly toProvision: readonly PersistentVolumeClaim[];
}

interface Choice {
  readonly matches: readonly (readonly [Volume, PersistentVolumeClaim])[];
  /** The claims for which there is no volume. */
  readonly left: readonly PersistentVolumeClaim[];
}

/** Small claims choose first; no volume is chosen twice. */
export function chooseVolumes(
  claims: readonly PersistentVolumeClaim[],
  volumes: readonly Volume[],
  reaches: (volume: Volume) => boolean,
): Choice {
  const matches: (readonly [Volume, PersistentVolumeClaim])[] = [];
  const left: PersistentVolumeClaim[] = [];
  for (const claim of [...claims].sort((a, b) => compareQuantities(requestOf(a), requestOf(b)))) {
    const suitable = volumes
      .filter((volume) => suits(volume, claim) && reaches(volume) && !matches.some(([taken]) => taken === volume))
      .sort((a, b) => compareQuantities(sizeOf(a), sizeOf(b)));
    const best = suitable.find((volume) => volume.spec?.claimRef) ?? suitable[0];
    if (best) matches.push([best, claim]);
    else left.push(claim);
  }
  return { matches, left };
}

/** Tells the volume controller what was chosen; says whether the API server took all of it. */
export function writePlan(
  server: ApiServer,
  actor: string,
  { matches, toProvision }: VolumePlan,
  node: string,
): boolean {
  const reserved = matches.every(([volume, claim]) => reserve(server, actor, volume, claim));
  const asked = toProvision.map((claim) => annotated(claim, { [SELECTED_NODE]: node }));
  return reserved && asked.every((claim) => server.update('persistentvolumeclaims', claim, { actor }).ok);
}

function reserve(server: ApiServer, actor: string, volume: Volume, claim: PersistentVolumeClaim): boolean {
  if (!volume.spec || volume.spec.claimRef?.uid) return true;
  const spec = { ...volume.spec, claimRef: claimReference(claim) };
  const reserved = annotated({ ...volume, spec }, { [BOUND_BY_CONTROLLER]: 'yes' });
  return server.update('persistentvolumes', reserved, { actor }).ok;
}

function suits(volume: Volume, claim: PersistentVolumeClaim): boolean {
  if (volume.metadata?.deletionTimestamp !== undefined || mismatchOf(volume, claim) !== undefined) return false;
  if (volume.spec?.claimRef) return isReservedFor(volume, claim);
  const { selector } = claim.spec ?? {};
  return volume.status?.phase === 'Available' && (!selector || matchesLabelSelector(selector, volume.metadata?.labels));
}

const requestOf = ({ spec }: PersistentVolumeClaim): string => spec?.resources?.requests?.['storage'] ?? '0';
const sizeOf = ({ spec }: Volume): string => spec?.capacity?.['storage'] ?? '0';
