// Models rankMemoryPressure and rankDiskPressureFunc in pkg/kubelet/eviction/helpers.go (v1.35): who is evicted first.
import type { Pod } from '../../api/generated/types.ts';
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
    .map((worker) => ({ worker, excess: resource === 'memory' ? excessOf(machine, worker.pod) : 0 }));
  // Those that use more than they have asked for, then what matters least, then what takes most.
  candidates.sort(
    (a, b) =>
      Number(b.excess > 0) - Number(a.excess > 0) ||
      (a.worker.pod.spec?.priority ?? 0) - (b.worker.pod.spec?.priority ?? 0) ||
      b.excess - a.excess,
  );
  return candidates[0]?.worker;
}

/** How much more memory a Pod takes than it has asked for, in bytes. */
function excessOf(machine: Machine, pod: Pod): number {
  const used = containersOf(pod.spec).reduce((sum, { name }) => sum + machine.capacity.memoryOf(uidOf(pod), name), 0);
  return used - demandsOf(pod.spec).memoryBytes;
}
