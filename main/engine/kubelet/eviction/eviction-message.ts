// Models evictionMessage in pkg/kubelet/eviction/helpers.go (v1.35): what a Pod that is evicted is told.
import type { Pod } from '../../api/generated/types.ts';
import { formatBytes, unitsOf } from '../../api/quantity.ts';
import type { Machine } from '../../runtime/machine.ts';
import { containersOf } from '../container-state.ts';
import { uidOf } from '../pod-source.ts';
import type { Observation, ScarceResource } from './signals.ts';

/** Names the containers that use more than they have asked for. */
export function evictionMessage(machine: Machine, pod: Pod, { resource, available, wanted }: Observation): string {
  const left = resource === 'inodes' || resource === 'pids' ? decimal(available) : formatBytes(available);
  const amounts = `Threshold quantity: ${formatBytes(wanted)}, available: ${left}. `;
  const containers = containersOf(pod.spec).map(({ name, resources }) => {
    const used = usedBy(machine, uidOf(pod), name, resource);
    const request = resources?.requests?.[resource];
    if (used <= unitsOf(request)) return '';
    const use = `Container ${name} was using ${formatBytes(used)}, request is ${request ?? '0'}`;
    return `${use}, has larger consumption of ${resource}. `;
  });
  return `The node was low on resource: ${resource}. ${amounts}${containers.join('')}`;
}

/** Bytes; of files and processes nobody is told. */
function usedBy({ capacity }: Machine, podUid: string, container: string, resource: ScarceResource): number {
  if (resource === 'memory') return capacity.memoryOf(podUid, container);
  return resource === 'ephemeral-storage' ? (capacity.storageOf(podUid).containers.get(container) ?? 0) : 0;
}

/** A number as a quantity in decimal steps: 64000 is `64k`. */
function decimal(count: number): string {
  if (count === 0 || count % 1_000 !== 0) return String(count);
  return count % 1_000_000 === 0 ? `${String(count / 1_000_000)}M` : `${String(count / 1_000)}k`;
}
