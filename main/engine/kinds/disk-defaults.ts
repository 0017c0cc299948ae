// Models pkg/apis/core/v1/defaults.go and zz_generated.defaults.go (v1.35): what the disks of networks and clouds are
// without being told, in volumes of Pods and in PersistentVolumes alike.
import type { PersistentVolumeSpec, Volume } from '../api/generated/types.ts';
import type { Unfinished } from './written.ts';

type Disk = 'iscsi' | 'rbd' | 'azureDisk' | 'scaleIO';
type Disks = Pick<Unfinished<Volume>, Disk> | Pick<Unfinished<PersistentVolumeSpec>, Disk>;

export function defaultDisk({ iscsi, rbd, azureDisk, scaleIO }: Disks): void {
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
