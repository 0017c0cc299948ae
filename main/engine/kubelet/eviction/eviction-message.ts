// Models evictionMessage in pkg/kubelet/eviction/helpers.go (v1.35): what a Pod that is evicted is told.
import type { Pod } from '../../api/generated/types.ts';
import { formatBytes, unitsOf } from '../../api/quantity.ts';
import type { Machine } from '../../runtime/machine.ts';
import { containersOf } from '../container-state.ts';
import { uidOf } from '../pod-source.ts';
import type { Observation } from './signals.ts';

/** Names the containers that use more than they have asked for. */
export function evictionMessage(machine: Machine, pod: Pod, { resource, available, threshold }: Observation): string {
  const amounts = `Threshold quantity: ${formatBytes(threshold)}, available: ${formatBytes(available)}. `;
  const greedy = resource === 'memory' ? containersOf(pod.spec) : [];
  const containers = greedy.map(({ name, resources }) => {
    const used = machine.capacity.memoryOf(uidOf(pod), name);
    const request = resources?.requests?.[resource];
    if (used <= unitsOf(request)) return '';
    const use = `Container ${name} was using ${formatBytes(used)}, request is ${request ?? '0'}`;
    return `${use}, has larger consumption of ${resource}. `;
  });
  return `The node was low on resource: ${resource}. ${amounts}${containers.join('')}`;
}
