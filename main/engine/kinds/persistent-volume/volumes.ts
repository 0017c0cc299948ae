// Models staging/src/k8s.io/component-helpers/storage/volume (v1.35): what claims and volumes say of each other.
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../api/generated/types.ts';
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { ApiServer } from '../../api/server.ts';
import { dropUndefined } from '../../kernel/json.ts';
import { storageClassOf } from '../access-modes.ts';

export type Volume = PersistentVolume;
export type Claim = PersistentVolumeClaim;

/** The volume or claim was bound by the controller, not by a person. */
export const BOUND_BY_CONTROLLER = 'pv.kubernetes.io/bound-by-controller';
/** The claim has been bound once, so that a missing volume is a loss. */
export const BIND_COMPLETED = 'pv.kubernetes.io/bind-completed';
/** Who made the volume. */
export const PROVISIONED_BY = 'pv.kubernetes.io/provisioned-by';
/** The node for which the scheduler wants the claim to have a volume. */
export const SELECTED_NODE = 'volume.kubernetes.io/selected-node';
export const PROVISIONERS = [
  'volume.beta.kubernetes.io/storage-provisioner',
  'volume.kubernetes.io/storage-provisioner',
];

export const hasAnnotation = ({ metadata }: KubeObject, annotation: string): boolean =>
  metadata?.annotations?.[annotation] !== undefined;

export const annotated = <T extends KubeObject>(object: T, annotations: Readonly<Record<string, string>>): T => ({
  ...object,
  metadata: { ...object.metadata, annotations: { ...object.metadata?.annotations, ...annotations } },
});

/** How a volume names the claim that it is for. */
export function claimReference({ metadata }: Claim): NonNullable<NonNullable<Volume['spec']>['claimRef']> {
  const { name, namespace, uid, resourceVersion } = metadata ?? {};
  const kind = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' };
  return dropUndefined({ ...kind, name, namespace, resourceVersion, uid });
}

/** Whether the volume is reserved for the claim, by a person (who need not know its UID) or by the controller. */
export function isReservedFor({ spec }: Volume, { metadata }: Claim): boolean {
  const { name, namespace, uid } = spec?.claimRef ?? {};
  if (name !== metadata?.name || namespace !== metadata?.namespace) return false;
  return !uid || uid === metadata?.uid;
}

/** The class of a claim; undefined when it names none or one that does not exist. */
export function classOf(server: ApiServer, claim: Claim): StorageClass | undefined {
  const name = storageClassOf(claim);
  return name === '' ? undefined : server.store.get('storageclasses', name);
}

/** Whether a claim waits for a Pod that uses it. */
export const waitsForConsumer = (server: ApiServer, claim: Claim): boolean =>
  classOf(server, claim)?.volumeBindingMode === 'WaitForFirstConsumer';

export const volumeMode = ({ spec }: Volume | Claim): string => spec?.volumeMode ?? 'Filesystem';
