// Models SetDefaults_PersistentVolume and the defaults of its sources in pkg/apis/core/v1/defaults.go (v1.35).
import type { PersistentVolume, PersistentVolumeSpec } from '../../api/generated/types.ts';
import { canonicalQuantities } from '../quantities.ts';
import type { Unfinished } from '../written.ts';

export function defaultPersistentVolume(volume: Unfinished<PersistentVolume>): void {
  const spec = (volume.spec ??= {});
  spec.persistentVolumeReclaimPolicy ||= 'Retain';
  spec.volumeMode ??= 'Filesystem';
  if (spec.capacity) spec.capacity = canonicalQuantities(spec.capacity);
  defaultSource(spec);
}

function defaultSource({ hostPath, iscsi, rbd, azureDisk, scaleIO }: Unfinished<PersistentVolumeSpec>): void {
  if (hostPath) hostPath.type ??= '';
  if (iscsi) iscsi.iscsiInterface ||= 'default';
  if (rbd) {
    rbd.pool ||= 'rbd';
    rbd.user ||= 'admin';
    rbd.keyring ||= '/etc/ceph/keyring';
  }
  if (azureDisk) {
    azureDisk.cachingMode ??= 'ReadWrite';
    azureDisk.kind ??= 'Shared';
    azureDisk.fsType ??= 'ext4';
    azureDisk.readOnly ??= false;
  }
  if (scaleIO) {
    scaleIO.storageMode ||= 'ThinProvisioned';
    scaleIO.fsType ||= 'xfs';
  }
}
