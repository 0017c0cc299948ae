// Models pkg/kubelet/container/helpers.go (v1.35): a Pod's containers, and which of them would be started again.
import type { Container, Pod, PodSpec } from '../api/generated/types.ts';
import { isSidecar } from '../kinds/pod/requests.ts';
import { type SandboxStatus, newestContainer } from '../runtime/status.ts';

export function initContainersOf(spec: PodSpec | undefined): readonly Container[] {
  return spec?.initContainers ?? [];
}

export function containersOf(spec: PodSpec | undefined): readonly Container[] {
  return spec?.containers ?? [];
}

export function allContainers(spec: PodSpec | undefined): readonly Container[] {
  return [...initContainersOf(spec), ...containersOf(spec)];
}

/** Whether a container that is not running would be started by the next sync. */
export function shouldStart(pod: Pod, container: Container, seen: SandboxStatus | undefined): boolean {
  if (pod.metadata?.deletionTimestamp !== undefined) return false;
  const newest = newestContainer(seen, container.name);
  if (!newest) return true;
  if (newest.state === 'running') return false;
  if (isSidecar(container)) return true;
  switch (pod.spec?.restartPolicy) {
    case 'Never':
      return false;
    case 'OnFailure':
      return newest.exitCode !== 0;
    default:
      return true;
  }
}
