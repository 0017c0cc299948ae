// Models convertToAPIContainerStatuses in pkg/kubelet/kubelet_pods.go (v1.35): containers as a Pod's status shows them.
import type { Container, ContainerState, ContainerStatus, Pod } from '../../api/generated/types.ts';
import { dropUndefined } from '../../kernel/json.ts';
import { toTimestamp } from '../../kernel/time.ts';
import type * as runtime from '../../runtime/status.ts';
import { newestContainer, previousContainer } from '../../runtime/status.ts';
import { isSidecar } from '../../kinds/pod/requests.ts';
import { shouldStart } from '../container-state.ts';
import { withoutTrace } from './lost-container.ts';
import type { StatusInput } from './status-input.ts';

export function containerStatus(input: StatusInput, container: Container, isInit: boolean): ContainerStatus {
  const { pod, seen } = input;
  const newest = newestContainer(seen, container.name);
  const image = newest && input.imageNames.of(newest.image);
  const state = stateOf(input, newest);
  const failure = input.failures.get(container.name);
  const waits = failure !== undefined && mayWait(pod, container, seen, isInit);
  const last = waits && state.terminated ? state : stateOfExited(previousContainer(seen, container.name));
  const status = dropUndefined<ContainerStatus>({
    name: container.name,
    state: waits ? { waiting: { ...failure } } : state,
    lastState: last,
    ready: isReady(input, container, newest, isInit),
    restartCount: newest?.attempt ?? 0,
    image: image?.full ?? container.image ?? '',
    imageID: image?.id ?? '',
    containerID: newest && `containerd://${newest.id}`,
    started: isStarted(input, container, newest, isInit),
    allocatedResources: newest && container.resources?.requests,
    resources: newest && (input.resize?.formerOf(container.name) ?? container.resources ?? {}),
    volumeMounts: newest && mountsOf(container),
  });
  return newest ? status : withoutTrace(input, status, isInit);
}

/** A container that somebody added is neither ready nor started, whatever it does. */
export function ephemeralStatus(input: StatusInput, container: Container): ContainerStatus {
  const { started: _, ...status } = containerStatus(input, container, false);
  return { ...status, ready: false };
}

function stateOf(input: StatusInput, newest: runtime.ContainerStatus | undefined): ContainerState {
  if (newest?.state === 'running') return { running: { startedAt: toTimestamp(newest.startedAt) } };
  if (newest) return stateOfExited(newest);
  const initializes = (input.pod.spec?.initContainers ?? []).length > 0;
  return { waiting: { reason: initializes ? 'PodInitializing' : 'ContainerCreating' } };
}

function stateOfExited(status: runtime.ContainerStatus | undefined): ContainerState {
  if (status?.state !== 'exited') return {};
  const { exitCode = 0, reason, message, startedAt, finishedAt, id } = status;
  return {
    terminated: {
      exitCode,
      reason,
      ...(message !== undefined && { message }),
      startedAt: toTimestamp(startedAt),
      finishedAt: toTimestamp(finishedAt ?? startedAt),
      containerID: `containerd://${id}`,
    },
  };
}

function mayWait(pod: Pod, container: Container, seen: runtime.SandboxStatus | undefined, isInit: boolean): boolean {
  const newest = newestContainer(seen, container.name);
  if (isInit && newest?.state === 'exited' && newest.exitCode === 0) return false;
  return shouldStart(pod, container, seen);
}

function isReady(
  input: StatusInput,
  container: Container,
  newest: runtime.ContainerStatus | undefined,
  isInit: boolean,
): boolean {
  if (isInit && !isSidecar(container)) return newest?.state === 'exited' && newest.exitCode === 0;
  return newest?.state === 'running' && input.probes.isReady(container.name, newest.id);
}

function isStarted(
  input: StatusInput,
  container: Container,
  newest: runtime.ContainerStatus | undefined,
  isInit: boolean,
): boolean {
  if (newest?.state !== 'running') return false;
  return (isInit && !isSidecar(container)) || input.probes.isStarted(container.name, newest.id);
}

function mountsOf({ volumeMounts }: Container): ContainerStatus['volumeMounts'] {
  if (!volumeMounts || volumeMounts.length === 0) return undefined;
  return volumeMounts.map(({ name, mountPath, readOnly }) =>
    readOnly === true ? { name, mountPath, readOnly, recursiveReadOnly: 'Disabled' } : { name, mountPath },
  );
}
