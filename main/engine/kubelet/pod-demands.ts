// What Pods want of their machine.
import type { PodSpec } from '../api/generated/types.ts';
import { unitsOf } from '../api/quantity.ts';
import { type HostPort, hostPortsOf } from '../kinds/pod/host-ports.ts';
import { podRequests, podTotal } from '../kinds/pod/requests.ts';

export interface PodDemands {
  readonly cpuMilli: number;
  readonly memoryBytes: number;
  readonly storageBytes: number;
  /** Ports of the machine. */
  readonly hostPorts: readonly HostPort[];
}

export function demandsOf(spec: PodSpec | undefined): PodDemands {
  const storageBytes = podTotal({ spec }, ({ resources }) => unitsOf(resources?.requests?.['ephemeral-storage']));
  const { cpuMilli, memoryBytes } = podRequests({ spec });
  return { cpuMilli, memoryBytes, storageBytes, hostPorts: hostPortsOf(spec) };
}

/** The sums of what Pods want. */
export function totalOf(demands: readonly PodDemands[]): Omit<PodDemands, 'hostPorts'> {
  const total = { cpuMilli: 0, memoryBytes: 0, storageBytes: 0 };
  for (const { cpuMilli, memoryBytes, storageBytes } of demands) {
    total.cpuMilli += cpuMilli;
    total.memoryBytes += memoryBytes;
    total.storageBytes += storageBytes;
  }
  return total;
}
