// Models getPhase in pkg/kubelet/kubelet_pods.go (v1.35): one word for all containers of a Pod.
import type { ContainerStatus, Pod } from '../../api/generated/types.ts';
import { containerNamed, restartsAfter, sidecarNames } from '../container-state.ts';

/** `ended`: nothing of the Pod runs any more, nor will. */
export function phaseOf(
  pod: Pod,
  inits: readonly ContainerStatus[],
  mains: readonly ContainerStatus[],
  ended: boolean,
): string {
  const sidecars = sidecarNames(pod.spec);
  const ordinary = inits.filter(({ name }) => !sidecars.has(name));
  const begun = mains.some(({ state, lastState }) => !state?.waiting || lastState?.terminated);
  if (!begun && ordinary.some((status) => hasFailed(status) && !mayRestart(pod, status))) return 'Failed';
  if (!begun && !isInitialized(inits, sidecars)) return 'Pending';
  const besides = inits.some(({ name, state }) => sidecars.has(name) && state?.running);
  return phaseOfMains(pod, mains, besides, ended);
}

/** Whether every init container has done its part. */
export function isInitialized(inits: readonly ContainerStatus[], sidecars: ReadonlySet<string>): boolean {
  return inits.every((status) => (sidecars.has(status.name) ? status.started === true : isDone(status)));
}

/** `besides`: sidecars are running. */
function phaseOfMains(pod: Pod, mains: readonly ContainerStatus[], besides: boolean, ended: boolean): string {
  const stopped = mains.filter(
    ({ state, lastState }) => state?.terminated ?? (state?.waiting && lastState?.terminated),
  );
  const running = mains.filter(({ state }) => state?.running);
  const succeeded = mains.filter(isDone);
  if (running.length + stopped.length < mains.length) return 'Pending';
  if (running.length > 0 || stopped.length === 0 || besides) return 'Running';
  if (!ended && stopped.some((status) => mayRestart(pod, status))) return 'Running';
  return succeeded.length === stopped.length ? 'Succeeded' : 'Failed';
}

function mayRestart(pod: Pod, { name, state, lastState }: ContainerStatus): boolean {
  const container = containerNamed(pod, name);
  const exitCode = (state?.terminated ?? lastState?.terminated)?.exitCode ?? 0;
  return container !== undefined && restartsAfter(pod, container, exitCode);
}

const isDone = ({ state }: ContainerStatus) => state?.terminated?.exitCode === 0;
const hasFailed = ({ state }: ContainerStatus) => (state?.terminated?.exitCode ?? 0) !== 0;
