// Models SetDefaults_PersistentVolume and the defaults of its sources in pkg/apis/core/v1/defaults.go (v1.35).
import type { PersistentVolume } from '../../api/generated/types.ts';
import { defaultDisk } from '../disk-defaults.ts';
import { canonicalQuantities } from '../quantities.ts';
import type { Unfinished } from '../written.ts';

export function defaultPersistentVolume(volume: Unfinished<PersistentVolume>): void {
  const spec = (volume.spec ??= {});
  spec.persistentVolumeReclaimPolicy ||= 'Retain';
  spec.volumeMode ??= 'Filesystem';
  if (spec.capacity) spec.capacity = canonicalQuantities(spec.capacity);
  if (spec.hostPath) spec.hostPath.type ??= '';
  defaultDisk(spec);
}
