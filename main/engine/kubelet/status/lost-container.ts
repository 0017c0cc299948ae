// Models what convertToAPIContainerStatuses in pkg/kubelet/kubelet_pods.go (v1.35) makes of containers that the runtime
// does not know: they have never been there, or it has forgotten them.
import type { ContainerStatus } from '../../api/generated/types.ts';
import { NEVER } from '../../api/never.ts';
import type { StatusInput } from './status-input.ts';

/** Nobody knows when it ended. */
const UNKNOWN = {
  exitCode: 137,
  reason: 'ContainerStatusUnknown',
  message: 'The container could not be located when the pod was deleted.  The container used to be Running',
  startedAt: NEVER,
  finishedAt: NEVER,
};

/** The status of a container without a trace, `fresh` as if it had never been, with what was written of it before. */
export function withoutTrace(input: StatusInput, fresh: ContainerStatus, isInit: boolean): ContainerStatus {
  const { previous, pod } = input;
  const written = isInit ? previous?.initContainerStatuses : previous?.containerStatuses;
  const old = written?.find(({ name }) => name === fresh.name);
  if (!old) return fresh;
  if (old.state?.terminated) return old;
  const kept = { ...fresh, restartCount: old.restartCount, lastState: old.lastState ?? {} };
  if (!old.state?.running || kept.lastState.terminated) return kept;
  const isRestarted = pod.metadata?.deletionTimestamp === undefined;
  return { ...kept, restartCount: old.restartCount + (isRestarted ? 1 : 0), lastState: { terminated: UNKNOWN } };
}
