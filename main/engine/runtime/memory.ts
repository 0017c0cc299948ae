// The memory of a machine: what the programs in its containers hold, and what is left.
import { unitsOf } from '../api/quantity.ts';
import type { Container, MountConfig } from './container.ts';
import type { MachineSpec } from './machine-spec.ts';
import type { Sandbox } from './sandbox.ts';

/** What the system itself, its services and small programs take, in bytes. */
const SYSTEM_BYTES = 300 * 2 ** 20;

/** What the programs of a container hold, in bytes. Only those count that ask for much. */
export function memoryOf({ processes }: Container): number {
  return processes.processes.reduce((sum, { memory = 0 }) => sum + memory, 0);
}

/** What is left on a machine with these Pods, in bytes; never less than 0. */
export function memoryLeft({ memory }: MachineSpec, sandboxes: Iterable<Sandbox>): number {
  let left = unitsOf(memory) - SYSTEM_BYTES;
  for (const sandbox of sandboxes) {
    left -= memoryVolumesOf(sandbox);
    for (const container of sandbox.containers) left -= memoryOf(container);
  }
  return Math.max(0, left);
}

/** What lies in the volumes of a Pod that are kept in memory, in bytes. */
function memoryVolumesOf(sandbox: Sandbox): number {
  let bytes = 0;
  for (const [name, tree] of sandbox.volumes) {
    const isInMemory = sandbox.containers.some(({ config }) =>
      config.mounts.some(({ source, roomBytes }) => roomBytes !== undefined && isVolume(source, name)),
    );
    if (isInMemory) bytes += tree.usedBytes;
  }
  return bytes;
}

const isVolume = (source: MountConfig['source'], name: string) => 'volume' in source && source.volume === name;
