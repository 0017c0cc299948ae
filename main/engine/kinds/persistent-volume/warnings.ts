// Models GetWarningsForPersistentVolume in pkg/api/persistentvolume/util.go (v1.35).
import type { PersistentVolume } from '../../api/generated/types.ts';
import { fractionWarning } from '../persistent-volume-claim/warnings.ts';

const RECYCLE =
  'spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to ' +
  'use dynamic provisioning.';

export function persistentVolumeWarnings({ spec }: PersistentVolume): readonly string[] {
  return [
    ...(spec?.persistentVolumeReclaimPolicy === 'Recycle' ? [RECYCLE] : []),
    ...fractionWarning('spec.capacity[storage]', spec?.capacity?.['storage']),
  ];
}
