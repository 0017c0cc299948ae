// Models printPod in pkg/printers/internalversion/printers.go (v1.35): a Pod's state in the words of `kubectl get`.
import type { ContainerState, ContainerStateTerminated, ContainerStatus, Pod } from '../../api/generated/types.ts';
import { isSidecar } from './requests.ts';

export interface PodSummary {
  /** The STATUS column. */
  readonly status: string;
  readonly readyContainers: number;
  readonly totalContainers: number;
  readonly restarts: number;
  /** When a container ended last before it was started again. */
  readonly lastRestart: string | undefined;
}

/** The STATUS column of `kubectl get pods`. */
export const podStatusText = (pod: Pod): string => summarizePod(pod).status;

/** The READY column of `kubectl get pods`. */
export function podReadyCount(pod: Pod): { readonly ready: number; readonly total: number } {
  const { readyContainers, totalContainers } = summarizePod(pod);
  return { ready: readyContainers, total: totalContainers };
}

/** Whether the Pod's condition Ready is true, so that Services send it traffic. */
export const isPodReady = (pod: Pod): boolean => hasTrueCondition(pod, 'Ready');

/** Whether all containers have ended for good. */
export const isPodFinished = ({ status }: Pod): boolean => status?.phase === 'Succeeded' || status?.phase === 'Failed';

export function hasTrueCondition({ status }: Pod, type: string): boolean {
  return (status?.conditions ?? []).some((condition) => condition.type === type && condition.status === 'True');
}

export function summarizePod(pod: Pod): PodSummary {
  const init = tallyInitContainers(pod);
  const beginning = init.reason ?? gateReason(pod) ?? (pod.status?.reason || (pod.status?.phase ?? ''));
  const main =
    init.reason === undefined || hasTrueCondition(pod, 'Initialized') ? tallyContainers(pod, beginning) : undefined;
  return {
    status: deletionReason(pod) ?? main?.reason ?? beginning,
    readyContainers: init.ready + (main?.ready ?? 0),
    totalContainers: (pod.spec?.containers ?? []).length + (pod.spec?.initContainers ?? []).filter(isSidecar).length,
    restarts: main ? init.sidecars.restarts + main.restarts : init.restarts,
    lastRestart: main ? latest(init.sidecars.lastRestart, main.lastRestart) : init.lastRestart,
  };
}

interface Restarts {
  restarts: number;
  lastRestart: string | undefined;
}

interface InitTally extends Restarts {
  /** Why the Pod is still being initialised; undefined when it is not. */
  reason: string | undefined;
  ready: number;
  readonly sidecars: Restarts;
}

function tallyInitContainers(pod: Pod): InitTally {
  const containers = pod.spec?.initContainers ?? [];
  const sidecars = { restarts: 0, lastRestart: undefined };
  const tally: InitTally = { reason: undefined, ready: 0, restarts: 0, lastRestart: undefined, sidecars };
  for (const [index, status] of (pod.status?.initContainerStatuses ?? []).entries()) {
    const runsOn = isSidecar(containers.find(({ name }) => name === status.name));
    countRestarts(tally, status);
    if (runsOn) countRestarts(tally.sidecars, status);
    if (status.state?.terminated?.exitCode === 0) continue;
    if (!runsOn || !status.started) {
      tally.reason = `Init:${initReason(status.state) ?? `${index}/${containers.length}`}`;
      break;
    }
    if (status.ready) tally.ready++;
  }
  return tally;
}

function initReason(state: ContainerState | undefined): string | undefined {
  if (state?.terminated) return state.terminated.reason || exitReason(state.terminated);
  const waiting = state?.waiting?.reason ?? '';
  return waiting === '' || waiting === 'PodInitializing' ? undefined : waiting;
}

function tallyContainers(pod: Pod, beginning: string): Restarts & { readonly reason: string; readonly ready: number } {
  const restarts: Restarts = { restarts: 0, lastRestart: undefined };
  let reason = beginning;
  let ready = 0;
  // From the last to the first, so that the first has the last word.
  for (const status of [...(pod.status?.containerStatuses ?? [])].reverse()) {
    countRestarts(restarts, status);
    const own = containerReason(status.state);
    if (own !== undefined) reason = own;
    else if (status.ready && status.state?.running) ready++;
  }
  if (reason === 'Completed' && ready > 0) reason = hasTrueCondition(pod, 'Ready') ? 'Running' : 'NotReady';
  return { ...restarts, reason, ready };
}

function containerReason(state: ContainerState | undefined): string | undefined {
  if (state?.waiting?.reason) return state.waiting.reason;
  return state?.terminated && (state.terminated.reason || exitReason(state.terminated));
}

const exitReason = ({ signal, exitCode }: ContainerStateTerminated): string =>
  signal ? `Signal:${signal}` : `ExitCode:${exitCode}`;

function countRestarts(restarts: Restarts, { restartCount, lastState }: ContainerStatus): void {
  restarts.restarts += restartCount;
  restarts.lastRestart = latest(restarts.lastRestart, lastState?.terminated?.finishedAt ?? undefined);
}

/** The later of two timestamps, which are in UTC and of one form. */
function latest(a: string | undefined, b: string | undefined): string | undefined {
  return a !== undefined && (b === undefined || a >= b) ? a : b;
}

function gateReason({ status }: Pod): string | undefined {
  const gated = status?.conditions?.some(({ type, reason }) => type === 'PodScheduled' && reason === 'SchedulingGated');
  return gated ? 'SchedulingGated' : undefined;
}

function deletionReason(pod: Pod): string | undefined {
  if (pod.metadata?.deletionTimestamp === undefined) return undefined;
  if (pod.status?.reason === 'NodeLost') return 'Unknown';
  return isPodFinished(pod) ? undefined : 'Terminating';
}
