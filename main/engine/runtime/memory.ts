// The memory of a machine: what the programs in its containers hold, and what is left.
import { unitsOf } from '../api/quantity.ts';
import type { Container } from './container.ts';
import type { MachineSpec } from './machine-spec.ts';
import type { Sandbox } from './sandbox.ts';

/** What the system itself, its services and small programs take, in bytes. */
const SYSTEM_BYTES = 300 * 2 ** 20;

/** What the programs of a container hold, in bytes. Only those count that ask for much. */
export function memoryOf({ processes }: Container): number {
  let bytes = 0;
  for (const { memory } of processes.processes) if (memory !== undefined) bytes += memory;
  return bytes;
}

/** What is left on a machine with these Pods, in bytes; never less than 0. Asked for whenever a program starts. */
export function memoryLeft({ memory }: MachineSpec, sandboxes: Iterable<Sandbox>): number {
  let left = unitsOf(memory) - SYSTEM_BYTES;
  for (const sandbox of sandboxes) {
    for (const container of sandbox.containers) left -= memoryOf(container);
    if (sandbox.containers.some(seesMemory)) left -= memoryVolumesOf(sandbox);
  }
  return Math.max(0, left);
}

/** What lies in the volumes of a Pod that are kept in memory, in bytes. */
function memoryVolumesOf({ containers, volumes }: Sandbox): number {
  const inMemory = new Set<string>();
  for (const { config } of containers) {
    for (const { source, roomBytes } of config.mounts) {
      if (roomBytes !== undefined && 'volume' in source) inMemory.add(source.volume);
    }
  }
  let bytes = 0;
  for (const [name, tree] of volumes) if (inMemory.has(name)) bytes += tree.usedBytes;
  return bytes;
}

/** Whether a container has a volume that is kept in memory. */
function seesMemory({ config }: Container): boolean {
  return config.mounts.some(({ roomBytes }) => roomBytes !== undefined);
}
