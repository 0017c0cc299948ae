// Models describeContainers in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type {
  Container,
  ContainerPort,
  ContainerState,
  ContainerStatus,
  Pod,
  Probe,
  ResourceRequirements,
  SeccompProfile,
  VolumeMount,
} from '../../api/generated/types.ts';
import { longTime } from '../ages.ts';
import type { Description } from '../description.ts';
import { sortedKeys } from '../label-text.ts';
import { describeEnvironment } from './describe-environment.ts';
import { compareText } from '../../api/order.ts';

/** Of a Pod, or where `pod` is undefined of a template. */
export function describeContainers(
  description: Description,
  title: string,
  containers: readonly Container[],
  statuses: readonly ContainerStatus[],
  pod: Pod | undefined,
): void {
  const none = containers.length === 0 ? ' <none>' : '';
  description.line(0, `${pod ? '' : '  '}${title}:${none}`);
  for (const container of containers) {
    const status = statuses.find(({ name }) => name === container.name);
    description.line(1, `${pod ? '' : ' '}${container.name}:`);
    describeBasics(description, container, status);
    describeWords(description, 'Command', container.command ?? []);
    describeWords(description, 'Args', container.args ?? []);
    if (status) describeStatus(description, status);
    describeResources(description, 2, container.resources ?? {});
    describeProbes(description, container);
    describeEnvironment(description, container, pod);
    describeMounts(description, container.volumeMounts ?? []);
    describeDevices(description, container);
  }
}

function describeBasics(description: Description, container: Container, status: ContainerStatus | undefined): void {
  const ports = container.ports ?? [];
  if (status) description.line(2, `Container ID:\t${status.containerID ?? ''}`);
  description.line(2, `Image:\t${container.image ?? ''}`);
  if (status) description.line(2, `Image ID:\t${status.imageID}`);
  description.line(
    2,
    portsLine('Port', ports, ({ containerPort }) => containerPort),
  );
  description.line(
    2,
    portsLine('Host Port', ports, ({ hostPort }) => hostPort ?? 0),
  );
  describeSeccomp(description, 2, container.securityContext?.seccompProfile);
}

/** The seccomp profile, at `level`; nothing where there is none. */
export function describeSeccomp(description: Description, level: number, profile: SeccompProfile | undefined): void {
  if (!profile) return;
  const { type, localhostProfile = '' } = profile;
  description.line(level, `SeccompProfile:\t${type}`);
  if (type !== 'Localhost') return;
  description.line(level === 0 ? 0 : level + 1, `LocalhostProfile:\t${localhostProfile}`);
}

function portsLine(title: string, ports: readonly ContainerPort[], numberOf: (port: ContainerPort) => number): string {
  const texts = ports.map((port) => {
    const name = port.name ? ` (${port.name})` : '';
    return `${numberOf(port)}/${port.protocol ?? ''}${name}`;
  });
  return `${title}${texts.length > 1 ? 's' : ''}:\t${texts.join(', ') || '<none>'}`;
}

function describeWords(description: Description, title: string, words: readonly string[]): void {
  if (words.length > 0) description.line(2, `${title}:`);
  for (const line of words.flatMap((word) => word.split('\n'))) description.line(3, line);
}

function describeStatus(description: Description, status: ContainerStatus): void {
  describeState(description, 'State', status.state ?? {});
  if (status.lastState?.terminated) describeState(description, 'Last State', status.lastState);
  description.line(2, `Ready:\t${status.ready ? 'True' : 'False'}`);
  description.line(2, `Restart Count:\t${status.restartCount}`);
}

function describeState(
  description: Description,
  title: string,
  { running, waiting, terminated }: ContainerState,
): void {
  if (running) {
    description.line(2, `${title}:\tRunning`);
    description.line(3, `Started:\t${longTime(running.startedAt)}`);
    return;
  }
  description.line(2, `${title}:\t${terminated && !waiting ? 'Terminated' : 'Waiting'}`);
  const { reason, message } = waiting ? { reason: waiting.reason, message: '' } : (terminated ?? {});
  if (reason) description.line(3, `Reason:\t${reason}`);
  if (message) description.line(3, `Message:\t${message}`);
  if (!terminated || waiting) return;
  description.line(3, `Exit Code:\t${terminated.exitCode}`);
  if (terminated.signal) description.line(3, `Signal:\t${terminated.signal}`);
  description.line(3, `Started:\t${longTime(terminated.startedAt)}`);
  description.line(3, `Finished:\t${longTime(terminated.finishedAt)}`);
}

/** What may be taken and what is set aside, at `level`. */
export function describeResources(description: Description, level: number, resources: ResourceRequirements): void {
  describeAmounts(description, level, 'Limits', resources.limits);
  describeAmounts(description, level, 'Requests', resources.requests);
}

function describeAmounts(
  description: Description,
  level: number,
  title: string,
  amounts: Readonly<Record<string, string>> | undefined,
): void {
  const names = sortedKeys(amounts);
  if (names.length > 0) description.line(level, `${title}:`);
  for (const name of names) description.line(level + 1, `${name}:\t${amounts?.[name] ?? ''}`);
}

function describeProbes(description: Description, { livenessProbe, readinessProbe, startupProbe }: Container): void {
  if (livenessProbe) description.line(2, `Liveness:\t${probeText(livenessProbe)}`);
  if (readinessProbe) description.line(2, `Readiness:\t${probeText(readinessProbe)}`);
  if (startupProbe) description.line(2, `Startup:\t${probeText(startupProbe)}`);
}

/** `http-get http://:80/ delay=0s timeout=1s period=10s #success=1 #failure=3` */
export function probeText(probe: Probe): string {
  const attributes = [
    `delay=${probe.initialDelaySeconds ?? 0}s`,
    `timeout=${probe.timeoutSeconds ?? 0}s`,
    `period=${probe.periodSeconds ?? 0}s`,
    `#success=${probe.successThreshold ?? 0}`,
    `#failure=${probe.failureThreshold ?? 0}`,
  ].join(' ');
  return `${handlerText(probe)} ${attributes}`;
}

function handlerText({ exec, httpGet, tcpSocket, grpc }: Probe): string {
  if (exec) return `exec [${(exec.command ?? []).join(' ')}]`;
  if (httpGet) {
    const { scheme = '', host = '', port, path = '' } = httpGet;
    return `http-get ${scheme.toLowerCase()}://${host}:${port}${path === '' || path.startsWith('/') ? path : `/${path}`}`;
  }
  if (tcpSocket) return `tcp-socket ${tcpSocket.host ?? ''}:${tcpSocket.port}`;
  return grpc ? `grpc <pod>:${grpc.port} ${grpc.service ?? ''}` : 'unknown';
}

function describeMounts(description: Description, mounts: readonly VolumeMount[]): void {
  description.line(2, mounts.length === 0 ? 'Mounts:\t<none>' : 'Mounts:');
  const sorted = [...mounts].sort((a, b) => compareText(a.mountPath, b.mountPath));
  for (const { mountPath, name, readOnly, subPath } of sorted) {
    const flags = [readOnly ? 'ro' : 'rw', ...(subPath ? [`path=${JSON.stringify(subPath)}`] : [])];
    description.line(3, `${mountPath} from ${name} (${flags.join(',')})`);
  }
}

function describeDevices(description: Description, { volumeDevices = [], volumeMounts = [] }: Container): void {
  if (volumeDevices.length === 0) return;
  // kubectl says here whether there are mounts.
  description.line(2, volumeMounts.length === 0 ? 'Devices:\t<none>' : 'Devices:');
  const sorted = [...volumeDevices].sort((a, b) =>
    a.devicePath < b.devicePath ? -1 : a.devicePath > b.devicePath ? 1 : 0,
  );
  for (const { devicePath, name } of sorted) description.line(3, `${devicePath} from ${name}`);
}
