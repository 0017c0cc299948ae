// The source of a volume as it is inside the API server, which its messages show: with Go's names in Go's order. Sources that
// need a cloud or a storage system of their own are shown without their fields.
import type { PersistentVolumeSpec } from '../../api/generated/types.ts';
import { termsInGo } from '../node-terms-in-go.ts';

/** Fields of PersistentVolumeSource by the names in the API. */
const fields: readonly (readonly [goName: string, name: keyof PersistentVolumeSpec])[] = [
  ['GCEPersistentDisk', 'gcePersistentDisk'],
  ['AWSElasticBlockStore', 'awsElasticBlockStore'],
  ['HostPath', 'hostPath'],
  ['Glusterfs', 'glusterfs'],
  ['NFS', 'nfs'],
  ['RBD', 'rbd'],
  ['Quobyte', 'quobyte'],
  ['ISCSI', 'iscsi'],
  ['FlexVolume', 'flexVolume'],
  ['Cinder', 'cinder'],
  ['CephFS', 'cephfs'],
  ['FC', 'fc'],
  ['Flocker', 'flocker'],
  ['AzureFile', 'azureFile'],
  ['VsphereVolume', 'vsphereVolume'],
  ['AzureDisk', 'azureDisk'],
  ['PhotonPersistentDisk', 'photonPersistentDisk'],
  ['PortworxVolume', 'portworxVolume'],
  ['ScaleIO', 'scaleIO'],
  ['Local', 'local'],
  ['StorageOS', 'storageos'],
  ['CSI', 'csi'],
];

/** The source as its JSON with an indent of one, in which messages show differences. */
export function sourceText(spec: PersistentVolumeSpec): string {
  return JSON.stringify(Object.fromEntries(fields.map(([goName, name]) => [goName, sourceInGo(spec, name)])), null, 1);
}

function sourceInGo(
  { hostPath, nfs, local, ...others }: PersistentVolumeSpec,
  name: keyof PersistentVolumeSpec,
): unknown {
  switch (name) {
    case 'hostPath':
      return hostPath ? { Path: hostPath.path, Type: hostPath.type ?? null } : null;
    case 'nfs':
      return nfs ? { Server: nfs.server, Path: nfs.path, ReadOnly: nfs.readOnly ?? false } : null;
    case 'local':
      return local ? { Path: local.path, FSType: local.fsType ?? null } : null;
    default:
      return Object.entries(others).find(([key]) => key === name)?.[1] ?? null;
  }
}

/** The nodes at which a volume can be reached. */
export function affinityInGo(affinity: PersistentVolumeSpec['nodeAffinity']): object | null {
  if (!affinity) return null;
  const { required } = affinity;
  return { Required: required ? { NodeSelectorTerms: termsInGo(required.nodeSelectorTerms) } : null };
}
