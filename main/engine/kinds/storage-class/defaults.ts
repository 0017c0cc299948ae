// Models SetDefaults_StorageClass in pkg/apis/storage/v1/defaults.go (v1.35).
import type { StorageClass } from '../../api/generated/types.ts';
import type { Unfinished } from '../written.ts';

export function defaultStorageClass(storageClass: Unfinished<StorageClass>): void {
  storageClass.reclaimPolicy ??= 'Delete';
  storageClass.volumeBindingMode ??= 'Immediate';
}
