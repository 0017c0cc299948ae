// Models makeSignalObservations and thresholdsMet in pkg/kubelet/eviction/helpers.go (v1.35): what is left of what a kubelet
// watches on its machine, and what of it is too little.
import { unitsOf } from '../../api/quantity.ts';
import type { Machine } from '../../runtime/machine.ts';
import type { Amount, Signal, Threshold } from './thresholds.ts';

export type Pressure = 'MemoryPressure' | 'DiskPressure' | 'PIDPressure';
/** All of them, in the order in which a Node tells of them. */
export const PRESSURES: readonly Pressure[] = ['MemoryPressure', 'DiskPressure', 'PIDPressure'];
export type ScarceResource = 'memory' | 'ephemeral-storage' | 'inodes' | 'pids';

export interface Observation {
  readonly threshold: Threshold;
  readonly pressure: Pressure;
  readonly resource: ScarceResource;
  readonly available: number;
  /** How much should be: bytes, files, or processes. */
  readonly wanted: number;
}

interface Measure {
  readonly pressure: Pressure;
  readonly resource: ScarceResource;
  readonly available: (machine: Machine) => number;
  readonly all: (machine: Machine) => number;
}

const MEMORY: Measure = {
  pressure: 'MemoryPressure',
  resource: 'memory',
  available: ({ capacity }) => capacity.memoryLeft,
  all: ({ spec }) => unitsOf(spec.memory),
};
/** Images and containers lie on the same disk as all else. */
const DISK: Measure = {
  pressure: 'DiskPressure',
  resource: 'ephemeral-storage',
  available: ({ capacity }) => capacity.storageLeft,
  all: ({ spec }) => unitsOf(spec.storage),
};
const FILES: Measure = {
  pressure: 'DiskPressure',
  resource: 'inodes',
  available: ({ capacity }) => capacity.inodesLeft,
  all: ({ capacity }) => capacity.inodes,
};
const PROCESSES: Measure = {
  pressure: 'PIDPressure',
  resource: 'pids',
  available: ({ capacity }) => capacity.pidsLeft,
  all: ({ capacity }) => capacity.pids,
};
const MEASURES: Readonly<Record<Signal, Measure>> = {
  'memory.available': MEMORY,
  'nodefs.available': DISK,
  'imagefs.available': DISK,
  'nodefs.inodesFree': FILES,
  'imagefs.inodesFree': FILES,
  'pid.available': PROCESSES,
};

/**
 * The thresholds that are met, whatever their grace. Those of which `claims` holds have to get back what they are to
 * reclaim besides.
 */
export function thresholdsMet(
  machine: Machine,
  thresholds: readonly Threshold[],
  claims: (threshold: Threshold) => boolean,
): readonly Observation[] {
  const left = new Map<Measure, number>();
  return thresholds.flatMap((threshold) => {
    const measure = MEASURES[threshold.signal];
    const { pressure, resource, all } = measure;
    const unitsIn = (amount: Amount) => ('units' in amount ? amount.units : Math.trunc(all(machine) * amount.share));
    const wanted = unitsIn(threshold.amount);
    const reclaim = threshold.minReclaim && claims(threshold) ? unitsIn(threshold.minReclaim) : 0;
    const available = left.get(measure) ?? measure.available(machine);
    left.set(measure, available);
    return available < wanted + reclaim ? [{ threshold, pressure, resource, available, wanted }] : [];
  });
}
