// What the scheduler may ask about volumes.
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../api/generated/types.ts';

export interface VolumeLister {
  claim(namespace: string, name: string): PersistentVolumeClaim | undefined;
  volume(name: string): PersistentVolume | undefined;
  /** All volumes, in the order of their names. */
  volumes(): readonly PersistentVolume[];
  storageClass(name: string): StorageClass | undefined;
}
