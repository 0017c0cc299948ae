// Models getTerminationMessage in pkg/kubelet/kuberuntime/kuberuntime_container.go (v1.35): what a container has left to
// say about its end, in a file or as a last resort in its log.
import type { Container, Pod } from '../api/generated/types.ts';
import type { Machine } from '../runtime/machine.ts';
import { type ContainerStatus, type SandboxStatus, newestContainer } from '../runtime/status.ts';
import { containerNamed } from './container-state.ts';
import { uidOf } from './pod-source.ts';

const MESSAGE_MAX = 4096;
const LOG_MAX = 2048;
const LOG_LINES_MAX = 80;
const DEFAULT_PATH = '/dev/termination-log';

/**
 * The Pod as the runtime has it now, with the messages of containers that have ended. Those that `before`, which came
 * from here too, knew as ended have said what they had to say.
 */
export function seenWithMessages(
  machine: Machine,
  pod: Pod,
  before: SandboxStatus | undefined,
): SandboxStatus | undefined {
  const seen = machine.podStatus(uidOf(pod));
  if (!seen?.containers.some(mayHaveMessage)) return seen;
  const known = new Map(before?.containers.filter(hasEnded).map(({ id, message }) => [id, message]));
  const containers = seen.containers.map((status): ContainerStatus => {
    if (!mayHaveMessage(status)) return status;
    const message = known.has(status.id) ? known.get(status.id) : messageOf(machine, pod, seen, status);
    return message === undefined ? status : { ...status, message };
  });
  return { ...seen, containers };
}

const hasEnded = ({ state }: ContainerStatus) => state === 'exited';
const mayHaveMessage = (status: ContainerStatus) => hasEnded(status) && status.message === undefined;

/** Only the newest container's files and log can still be read. */
function messageOf(machine: Machine, pod: Pod, seen: SandboxStatus, status: ContainerStatus): string | undefined {
  const container = containerNamed(pod, status.name);
  if (!container || newestContainer(seen, status.name) !== status) return undefined;
  const path = container.terminationMessagePath || DEFAULT_PATH;
  const text = machine.containers.readFile(uidOf(pod), status.name, path)?.slice(0, MESSAGE_MAX);
  return text || lastWords(machine, pod, container, status.exitCode ?? 0);
}

function lastWords(machine: Machine, pod: Pod, container: Container, exitCode: number): string | undefined {
  if (container.terminationMessagePolicy !== 'FallbackToLogsOnError' || exitCode === 0) return undefined;
  const lines = machine.containers.logTail(uidOf(pod), container.name).slice(-LOG_LINES_MAX);
  return (
    lines
      .map((line) => `${line}\n`)
      .join('')
      .slice(-LOG_MAX) || undefined
  );
}
