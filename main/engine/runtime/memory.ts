// The memory of a machine: what the programs in its containers hold, and what is left.
import { unitsOf } from '../api/quantity.ts';
import type { Container } from './container.ts';
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
  for (const { containers } of sandboxes) for (const container of containers) left -= memoryOf(container);
  return Math.max(0, left);
}
