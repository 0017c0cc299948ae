// Models findMatchingVolumes and bindAPIUpdate in pkg/scheduler/framework/plugins/volumebinding/binder.go (v1.35): the
// smallest free volume for each claim, and how the choice is written down for the volume controller.
import type { ApiStatus } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { PersistentVolumeClaim } from '../api/generated/types.ts';
import { matchesLabelSelector } from '../api/selectors.ts';
import type { ApiResult, ApiServer } from '../api/server.ts';
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
  /** Claims for which volumes have to be made, those for which that was said before among them. */
  readonly toProvision: readonly PersistentVolumeClaim[];
}

/** An object and since when it is as it was asked to be. */
export type Revised = { readonly name: string; readonly revision: number };

/** A plan as it was written down. */
export type AskedVolumes = {
  readonly matches: readonly { readonly volume: Revised; readonly claim: string }[];
  readonly toProvision: readonly Revised[];
};

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

/** Tells the volume controller what was chosen, up to the first thing that the API server refuses. */
export function writePlan(
  server: ApiServer,
  actor: string,
  { matches, toProvision }: VolumePlan,
  node: string,
): { readonly asked: AskedVolumes } | { readonly refused: ApiStatus } {
  const reserved: AskedVolumes['matches'][number][] = [];
  for (const [volume, claim] of matches) {
    const written = reserve(server, actor, volume, claim);
    if (!written.ok) return { refused: written.status };
    reserved.push({ volume: revised(written.object), claim: claim.metadata?.name ?? '' });
  }
  const promised: Revised[] = [];
  for (const claim of toProvision) {
    const written = server.update('persistentvolumeclaims', annotated(claim, { [SELECTED_NODE]: node }), { actor });
    if (!written.ok) return { refused: written.status };
    promised.push(revised(written.object));
  }
  return { asked: { matches: reserved, toProvision: promised } };
}

function reserve(server: ApiServer, actor: string, volume: Volume, claim: PersistentVolumeClaim): ApiResult<Volume> {
  if (!volume.spec || volume.spec.claimRef?.uid) return { ok: true, object: volume };
  const spec = { ...volume.spec, claimRef: claimReference(claim) };
  const reserved = annotated({ ...volume, spec }, { [BOUND_BY_CONTROLLER]: 'yes' });
  return server.update('persistentvolumes', reserved, { actor });
}

const revised = ({ metadata }: KubeObject): Revised => ({
  name: metadata?.name ?? '',
  revision: Number(metadata?.resourceVersion),
});

function suits(volume: Volume, claim: PersistentVolumeClaim): boolean {
  if (volume.metadata?.deletionTimestamp !== undefined || mismatchOf(volume, claim) !== undefined) return false;
  if (volume.spec?.claimRef) return isReservedFor(volume, claim);
  const { selector } = claim.spec ?? {};
  return volume.status?.phase === 'Available' && (!selector || matchesLabelSelector(selector, volume.metadata?.labels));
}

const requestOf = ({ spec }: PersistentVolumeClaim): string => spec?.resources?.requests?.['storage'] ?? '0';
const sizeOf = ({ spec }: Volume): string => spec?.capacity?.['storage'] ?? '0';
