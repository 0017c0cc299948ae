// Models getPhase in pkg/kubelet/kubelet_pods.go (v1.35): one word for all containers of a Pod.
import type { ContainerStatus, Pod } from '../../api/generated/types.ts';
import { isSidecar } from '../../kinds/pod/requests.ts';
import { initContainersOf } from '../container-state.ts';

/** `ended`: the Pod is being deleted and nothing of it runs any more. */
export function phaseOf(
  pod: Pod,
  inits: readonly ContainerStatus[],
  mains: readonly ContainerStatus[],
  ended: boolean,
): string {
  const restartPolicy = pod.spec?.restartPolicy ?? 'Always';
  const sidecars = new Set(
    initContainersOf(pod.spec)
      .filter(isSidecar)
      .map(({ name }) => name),
  );
  const ordinary = inits.filter(({ name }) => !sidecars.has(name));
  const begun = mains.some(({ state, lastState }) => !state?.waiting || lastState?.terminated);
  if (!begun && ordinary.some(hasFailed) && (restartPolicy === 'Never' || ended)) return 'Failed';
  if (!begun && !ended && !isInitialized(inits, sidecars)) return 'Pending';
  return phaseOfMains(mains, restartPolicy, ended);
}

/** Whether every init container has done its part. */
export function isInitialized(inits: readonly ContainerStatus[], sidecars: ReadonlySet<string>): boolean {
  return inits.every((status) => (sidecars.has(status.name) ? status.started === true : isDone(status)));
}

function phaseOfMains(mains: readonly ContainerStatus[], restartPolicy: string, ended: boolean): string {
  const stopped = mains.filter(
    ({ state, lastState }) => state?.terminated ?? (state?.waiting && lastState?.terminated),
  );
  const running = mains.filter(({ state }) => state?.running);
  const succeeded = mains.filter(isDone);
  if (running.length + stopped.length < mains.length) return 'Pending';
  if (running.length > 0 || stopped.length === 0) return 'Running';
  if (ended) return succeeded.length === stopped.length ? 'Succeeded' : 'Failed';
  if (restartPolicy === 'Always') return 'Running';
  if (succeeded.length === stopped.length) return 'Succeeded';
  return restartPolicy === 'Never' ? 'Failed' : 'Running';
}

const isDone = ({ state }: ContainerStatus) => state?.terminated?.exitCode === 0;
const hasFailed = ({ state }: ContainerStatus) => (state?.terminated?.exitCode ?? 0) !== 0;
