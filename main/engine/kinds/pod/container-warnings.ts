// Models warningsForPodSpecAndMeta in pkg/api/pod/warnings.go (v1.35) as far as containers go.
import type { Container, ContainerPort, EnvVar, PodSpec } from '../../api/generated/types.ts';
import { parseQuantity } from '../../api/quantity.ts';

/** Resources that come in whole bytes. */
const countedInBytes = ['memory', 'ephemeral-storage'];

type Quantities = Readonly<Record<string, string>> | undefined;

export function containerWarnings(path: string, spec: PodSpec): string[] {
  return containersOf(path, spec).flatMap(([field, { resources, env = [] }]) => [
    ...countedInBytes.flatMap((name) => [
      ...fractionWarnings(`${field}.resources.limits`, resources?.limits, [name]),
      ...fractionWarnings(`${field}.resources.requests`, resources?.requests, [name]),
    ]),
    ...env.flatMap((variable, index) =>
      hides(variable, env.slice(0, index))
        ? [
            `${field}.env[${index}]: hides previous definition of "${variable.name}", which may be dropped when using apply`,
          ]
        : [],
    ),
  ]);
}

/** Amounts of bytes that are no whole numbers. */
export function fractionWarnings(path: string, list: Quantities, names = countedInBytes): string[] {
  return names.flatMap((name) => {
    const quantity = list?.[name];
    if (quantity === undefined || Number.isInteger(parseQuantity(quantity))) return [];
    return [`${path}[${name}]: fractional byte value "${quantity}" is invalid, must be an integer`];
  });
}

/** A later variable may build on an earlier one of its name, but not ignore it. */
function hides({ name, value = '', valueFrom }: EnvVar, earlier: readonly EnvVar[]): boolean {
  const reference = `$(${name})`;
  if (!earlier.some((variable) => variable.name === name)) return false;
  return valueFrom !== undefined || value === reference || !value.includes(reference);
}

interface PlacedPort {
  readonly field: string;
  readonly port: ContainerPort;
}

/** Ports that are opened more than once. */
export function portWarnings(path: string, spec: PodSpec): string[] {
  const seen: PlacedPort[] = [];
  return containersOf(path, spec).flatMap(([field, { ports = [] }]) =>
    ports.flatMap((port, index) => {
      const placed = { field: `${field}.ports[${index}]`, port };
      const twins = seen.filter((other) => isTwin(other.port, port));
      seen.push(placed);
      const clashes = twins.flatMap((other) => {
        const clash = clashOf(port, other.port);
        return clash === undefined ? [] : [`${placed.field}: ${clash} port definition with ${other.field}`];
      });
      const ip = port.hostIP && !port.hostPort ? [`${placed.field}: hostIP set without hostPort: ${goText(port)}`] : [];
      return [...ip, ...clashes];
    }),
  );
}

const isTwin = (a: ContainerPort, b: ContainerPort): boolean =>
  a.containerPort === b.containerPort && a.protocol === b.protocol;

function clashOf(
  { hostIP = '', hostPort = 0 }: ContainerPort,
  { hostIP: otherIp = '', hostPort: otherPort = 0 }: ContainerPort,
): string | undefined {
  if (hostIP === otherIp && hostPort === otherPort) return 'duplicate';
  if (hostPort === 0 || otherPort === 0) return 'overlapping';
  return hostPort === otherPort && (hostIP === '') !== (otherIp === '') ? 'dangerously ambiguous' : undefined;
}

/** A port as Go prints it. */
function goText({ name = '', hostPort = 0, containerPort, protocol = '', hostIP = '' }: ContainerPort): string {
  return `{Name:${name} HostPort:${hostPort} ContainerPort:${containerPort} Protocol:${protocol} HostIP:${hostIP}}`;
}

function containersOf(path: string, { initContainers = [], containers }: PodSpec): [field: string, Container][] {
  const placed = (list: string, items: readonly Container[]) =>
    items.map((container, index): [string, Container] => [`${path}.${list}[${index}]`, container]);
  return [...placed('initContainers', initContainers), ...placed('containers', containers)];
}
