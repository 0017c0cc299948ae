// Models sortPendingResizes in pkg/kubelet/allocation/allocation_manager.go (v1.35): who is looked at first when a node has
// room again.
import { qualityOfService } from '../../kinds/pod/quality.ts';
import { demandsOf } from '../pod-demands.ts';
import type { PodWorker } from '../pod-worker.ts';

/** The Pods whose resizes are deferred, the first to be tried again first. */
export function deferredResizes(workers: readonly PodWorker[]): readonly PodWorker[] {
  return workers.filter(({ resize }) => resize?.isDeferred).sort(compare);
}

function compare(a: PodWorker, b: PodWorker): number {
  return ranks(a)
    .map((rank, index) => (ranks(b)[index] ?? 0) - rank)
    .reduce((decided, difference) => decided || difference, 0);
}

/** What asks for no more, what matters more, what is promised more, and what has waited longer goes first. */
function ranks({ desired, demands, resize }: PodWorker): readonly number[] {
  const wanted = demandsOf(desired.spec);
  const grows = wanted.cpuMilli > demands.cpuMilli || wanted.memoryBytes > demands.memoryBytes;
  const guaranteed = qualityOfService(desired) === 'Guaranteed';
  return [grows ? 0 : 1, desired.spec?.priority ?? 0, guaranteed ? 1 : 0, -Number(resize?.pendingSince ?? 0)];
}
