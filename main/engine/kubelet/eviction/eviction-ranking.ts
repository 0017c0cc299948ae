// Models rankMemoryPressure, rankDiskPressureFunc and rankPIDPressure in pkg/kubelet/eviction/helpers.go (v1.35): who is
// evicted first.
import type { Pod } from '../../api/generated/types.ts';
import { unitsOf } from '../../api/quantity.ts';
import type { Machine } from '../../runtime/machine.ts';
import { containersOf } from '../container-state.ts';
import { demandsOf } from '../pod-demands.ts';
import { isMirror, isStatic, uidOf } from '../pod-source.ts';
import type { PodWorker } from '../pod-worker.ts';
import type { ScarceResource } from './signals.ts';

/** Priorities from here on are those of the system's own Pods. */
const CRITICAL_PRIORITY = 2_000_000_000;

/** Pods without which the machine or the cluster cannot do. */
export function isCritical(pod: Pod): boolean {
  return isStatic(pod) || isMirror(pod) || (pod.spec?.priority ?? 0) >= CRITICAL_PRIORITY;
}

/** The one that is evicted next; undefined when there is none that may be. */
export function firstToEvict(
  machine: Machine,
  workers: readonly PodWorker[],
  resource: ScarceResource,
): PodWorker | undefined {
  const candidates = workers
    .filter(({ isRunning, pod }) => isRunning && !isCritical(pod))
    .map((worker) => ({ worker, excess: excessOf(machine, worker.pod, resource) }));
  // Those that use more than they have asked for, then what matters least, then what takes most. Nobody asks for
  // processes.
  const exceeds = (excess: number) => Number(resource !== 'pids' && excess > 0);
  candidates.sort(
    (a, b) =>
      exceeds(b.excess) - exceeds(a.excess) ||
      (a.worker.pod.spec?.priority ?? 0) - (b.worker.pod.spec?.priority ?? 0) ||
      b.excess - a.excess,
  );
  return candidates[0]?.worker;
}

/** How much more a Pod takes than it has asked for. */
function excessOf({ capacity }: Machine, { spec, metadata }: Pod, resource: ScarceResource): number {
  const podUid = uidOf({ metadata });
  switch (resource) {
    case 'memory': {
      const used = containersOf(spec).reduce((sum, { name }) => sum + capacity.memoryOf(podUid, name), 0);
      return used - demandsOf(spec).memoryBytes;
    }
    case 'ephemeral-storage': {
      const requests = containersOf(spec).map(({ resources }) => unitsOf(resources?.requests?.[resource]));
      return capacity.storageOf(podUid).bytes - requests.reduce((sum, bytes) => sum + bytes, 0);
    }
    case 'inodes':
      return capacity.storageOf(podUid).files;
    case 'pids':
      return capacity.processesOf(podUid);
  }
}
