// Models the block devices among the volume sources of staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { PersistentVolumeSpec, Volume } from '../api/generated/types.ts';
import { listText, secretText, sourceText, type SourceOwner } from './source-text.ts';

type Sources = Volume | PersistentVolumeSpec;
type Source<K extends keyof Volume & keyof PersistentVolumeSpec> = NonNullable<Volume[K] | PersistentVolumeSpec[K]>;

/** Title and value parted by a tab; empty for a source that is no disk. */
export function diskLines(source: Sources, owner: SourceOwner): string[] {
  const { iscsi, rbd, fc, scaleIO } = source;
  if (iscsi) return iscsiLines(iscsi, owner);
  if (rbd) return rbdLines(rbd, owner);
  if (fc) {
    return sourceText('FC (a Fibre Channel disk)', [
      ['TargetWWNs', (fc.targetWWNs ?? []).join(', ')],
      ['LUN', fc.lun ?? '<none>'],
      ['FSType', fc.fsType ?? ''],
      ['ReadOnly', fc.readOnly ?? false],
    ]);
  }
  if (scaleIO) return scaleIoLines(scaleIO, owner);
  const cloud = cloudLines(source, owner);
  return cloud.length > 0 ? cloud : softwareLines(source);
}

function iscsiLines(iscsi: Source<'iscsi'>, owner: SourceOwner): string[] {
  const type =
    "ISCSI (an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod)";
  const [head = '', portal = '', iqn = '', lun = '', ...rest] = sourceText(type, [
    ['TargetPortal', iscsi.targetPortal],
    ['IQN', iscsi.iqn],
    ['Lun', iscsi.lun],
    ['FSType', iscsi.fsType ?? ''],
    ['ReadOnly', iscsi.readOnly ?? false],
    ['Portals', listText(iscsi.portals)],
    ['DiscoveryCHAPAuth', iscsi.chapAuthDiscovery ?? false],
    ['SessionCHAPAuth', iscsi.chapAuthSession ?? false],
    ['SecretRef', secretText(iscsi.secretRef, owner)],
    ['InitiatorName', iscsi.initiatorName ?? '<none>'],
  ]);
  // The one title without a colon.
  return [head, portal, iqn, lun, `ISCSIInterface\t${iscsi.iscsiInterface ?? ''}`, ...rest];
}

function rbdLines(rbd: Source<'rbd'>, owner: SourceOwner): string[] {
  return sourceText("RBD (a Rados Block Device mount on the host that shares a pod's lifetime)", [
    ['CephMonitors', listText(rbd.monitors)],
    ['RBDImage', rbd.image],
    ['FSType', rbd.fsType ?? ''],
    ['RBDPool', rbd.pool ?? ''],
    ['RadosUser', rbd.user ?? ''],
    ['Keyring', rbd.keyring ?? ''],
    ['SecretRef', secretText(rbd.secretRef, owner)],
    ['ReadOnly', rbd.readOnly ?? false],
  ]);
}

function scaleIoLines(scaleIo: Source<'scaleIO'>, owner: SourceOwner): string[] {
  const { name = '', ...secret } = scaleIo.secretRef;
  const namespace = 'namespace' in secret ? secret.namespace : undefined;
  const secretFields = [['SecretName', name] as const, ['SecretNamespace', namespace ?? ''] as const];
  return sourceText('ScaleIO (a persistent volume backed by a block device in ScaleIO)', [
    ['Gateway', scaleIo.gateway],
    ['System', scaleIo.system],
    ['Protection Domain', scaleIo.protectionDomain ?? ''],
    ['Storage Pool', scaleIo.storagePool ?? ''],
    ['Storage Mode', scaleIo.storageMode ?? ''],
    ['VolumeName', scaleIo.volumeName ?? ''],
    ...(owner === 'pod' ? [] : secretFields),
    ['FSType', scaleIo.fsType ?? ''],
    ['ReadOnly', scaleIo.readOnly ?? false],
  ]);
}

/** Disks of providers of clouds. */
function cloudLines(source: Sources, owner: SourceOwner): string[] {
  const { gcePersistentDisk: gce, awsElasticBlockStore: aws, azureDisk, cinder } = source;
  if (gce) {
    return sourceText('GCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)', [
      ['PDName', gce.pdName],
      ['FSType', gce.fsType ?? ''],
      ['Partition', gce.partition ?? 0],
      ['ReadOnly', gce.readOnly ?? false],
    ]);
  }
  if (aws) {
    return sourceText('AWSElasticBlockStore (a Persistent Disk resource in AWS)', [
      ['VolumeID', aws.volumeID],
      ['FSType', aws.fsType ?? ''],
      ['Partition', aws.partition ?? 0],
      ['ReadOnly', aws.readOnly ?? false],
    ]);
  }
  if (azureDisk) {
    return sourceText('AzureDisk (an Azure Data Disk mount on the host and bind mount to the pod)', [
      ['DiskName', azureDisk.diskName],
      ['DiskURI', azureDisk.diskURI],
      // Its title ends in a blank.
      ['Kind: ', azureDisk.kind ?? ''],
      ['FSType', azureDisk.fsType ?? ''],
      ['CachingMode', azureDisk.cachingMode ?? ''],
      ['ReadOnly', azureDisk.readOnly ?? false],
    ]).map((line) => line.replace('Kind: :', 'Kind: '));
  }
  if (!cinder) return [];
  return sourceText('Cinder (a Persistent Disk resource in OpenStack)', [
    ['VolumeID', cinder.volumeID],
    ['FSType', cinder.fsType ?? ''],
    ['ReadOnly', cinder.readOnly ?? false],
    ['SecretRef', secretText(cinder.secretRef, owner)],
  ]);
}

/** Disks that storage software makes. */
function softwareLines(source: Sources): string[] {
  const { vsphereVolume: vsphere, photonPersistentDisk: photon, portworxVolume: portworx, storageos, flocker } = source;
  if (vsphere) {
    return sourceText('vSphereVolume (a Persistent Disk resource in vSphere)', [
      ['VolumePath', vsphere.volumePath],
      ['FSType', vsphere.fsType ?? ''],
      ['StoragePolicyName', vsphere.storagePolicyName ?? ''],
    ]);
  }
  if (photon) {
    return sourceText('PhotonPersistentDisk (a Persistent Disk resource in photon platform)', [
      ['PdID', photon.pdID],
      ['FSType', photon.fsType ?? ''],
    ]);
  }
  if (portworx) {
    return sourceText('PortworxVolume (a Portworx Volume resource)', [['VolumeID', portworx.volumeID]]);
  }
  if (storageos) {
    return sourceText('StorageOS (a StorageOS Persistent Disk resource)', [
      ['VolumeName', storageos.volumeName ?? ''],
      ['VolumeNamespace', storageos.volumeNamespace ?? ''],
      ['FSType', storageos.fsType ?? ''],
      ['ReadOnly', storageos.readOnly ?? false],
    ]);
  }
  if (!flocker) return [];
  return sourceText('Flocker (a Flocker volume mounted by the Flocker agent)', [
    ['DatasetName', flocker.datasetName ?? ''],
    ['DatasetUUID', flocker.datasetUUID ?? ''],
  ]);
}
