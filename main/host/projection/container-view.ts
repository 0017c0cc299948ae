// A Pod's containers as the window shows them, with what their probes ask and were answered.
import type { ContainerView, ProbeView } from '../../../preload/contract/views.ts';
import type { Container, ContainerState, ContainerStatus, Pod, Probe } from '../../engine/api/generated/types.ts';
import { fromTimestamp } from '../../engine/kernel/time.ts';
import { isSidecar } from '../../engine/kinds/pod/requests.ts';
import { runtimeUidOf } from '../../engine/kubelet/pod-source.ts';
import type { ProbeBook } from './probe-book.ts';

/** Those that run first, first. */
export function containerViews(pod: Pod, probes: ProbeBook): readonly ContainerView[] {
  const { spec, status } = pod;
  const view = (
    container: Container,
    kind: ContainerView['kind'],
    statuses: readonly ContainerStatus[] | undefined,
  ): ContainerView => ({
    ...containerView(
      container,
      kind,
      statuses?.find(({ name }) => name === container.name),
    ),
    probes: probeViews(container, runtimeUidOf(pod), probes),
  });
  return [
    ...(spec?.initContainers ?? []).map((container) =>
      view(container, isSidecar(container) ? 'sidecar' : 'init', status?.initContainerStatuses),
    ),
    ...(spec?.containers ?? []).map((container) => view(container, 'main', status?.containerStatuses)),
  ];
}

function containerView(
  { name, image }: Container,
  kind: ContainerView['kind'],
  status: ContainerStatus | undefined,
): Omit<ContainerView, 'probes'> {
  const { running, terminated, waiting } = status?.state ?? {};
  return {
    name,
    image: image ?? '',
    kind,
    state: running ? 'running' : terminated ? 'terminated' : 'waiting',
    reason: terminated?.reason ?? waiting?.reason ?? '',
    ready: status?.ready ?? false,
    restarts: status?.restartCount ?? 0,
    ended: endOf(terminated ?? status?.lastState?.terminated),
  };
}

function endOf(terminated: ContainerState['terminated']): ContainerView['ended'] {
  if (!terminated) return undefined;
  const { exitCode, reason = '', finishedAt = '' } = terminated;
  return { exitCode, reason, timeUs: fromTimestamp(finishedAt) ?? 0 };
}

const noProbes: readonly ProbeView[] = [];

/** In the order in which they matter: nothing else is asked before a container has started up. */
function probeViews(container: Container, podUid: string, probes: ProbeBook): readonly ProbeView[] {
  const { startupProbe, readinessProbe, livenessProbe } = container;
  if (!startupProbe && !readinessProbe && !livenessProbe) return noProbes;
  const view = (probe: ProbeView['probe'], spec: Probe | undefined): readonly ProbeView[] =>
    spec ? [{ ...probeView(probe, spec), answer: probes.answer(podUid, container.name, probe) }] : noProbes;
  return [...view('startup', startupProbe), ...view('readiness', readinessProbe), ...view('liveness', livenessProbe)];
}

function probeView(probe: ProbeView['probe'], spec: Probe): Omit<ProbeView, 'answer'> {
  const { initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3 } = spec;
  return { probe, asks: asksOf(spec), delaySeconds: initialDelaySeconds, periodSeconds, failureThreshold };
}

function asksOf({ exec, httpGet, tcpSocket, grpc }: Probe): string {
  if (exec) return (exec.command ?? []).join(' ');
  if (httpGet) return `GET :${String(httpGet.port)}${httpGet.path ?? '/'}`;
  if (tcpSocket) return `TCP :${String(tcpSocket.port)}`;
  return `gRPC :${String(grpc?.port ?? '')}`;
}
