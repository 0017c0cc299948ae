// Models pkg/kubelet/eviction/helpers.go (v1.35): what a kubelet watches on its machine, with the thresholds that it has
// unless it is told otherwise. All of these are hard: who crosses one has no time left.
import { unitsOf } from '../../api/quantity.ts';
import type { Machine } from '../../runtime/machine.ts';

export type Pressure = 'MemoryPressure' | 'DiskPressure';
export type ScarceResource = 'memory' | 'ephemeral-storage';

export interface Observation {
  readonly pressure: Pressure;
  readonly resource: ScarceResource;
  /** In bytes. */
  readonly available: number;
  readonly threshold: number;
}

const MEMORY_BYTES = 100 * 2 ** 20;
/** Images and containers lie on the same disk as all else: the threshold of images is met first. */
const IMAGE_DISK_SHARE = Math.fround(0.15);

/** The thresholds that are met, those of memory first. */
export function thresholdsMet(machine: Machine): readonly Observation[] {
  const disk = unitsOf(machine.spec.storage);
  const observations: readonly Observation[] = [
    { pressure: 'MemoryPressure', resource: 'memory', available: machine.capacity.memoryLeft, threshold: MEMORY_BYTES },
    {
      pressure: 'DiskPressure',
      resource: 'ephemeral-storage',
      available: machine.capacity.storageLeft,
      threshold: Math.trunc(disk * IMAGE_DISK_SHARE),
    },
  ];
  return observations.filter(({ available, threshold }) => available < threshold);
}
