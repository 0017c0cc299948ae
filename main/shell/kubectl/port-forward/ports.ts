// Models splitPort and its users in staging/src/k8s.io/kubectl/pkg/cmd/portforward/portforward.go, and parsePorts of
// client-go's tools/portforward (v1.35).
import type { ContainerPort, Pod, Service, ServicePort } from '../../../engine/api/generated/types.ts';
import { PlainError } from '../errors/errors.ts';

interface Split {
  readonly local: string;
  readonly remote: string;
}

function split(text: string): Split {
  const [local = '', remote = '', ...more] = text.split(':');
  return text.includes(':') && more.length === 0 ? { local, remote } : { local, remote: local };
}

const joined = ({ local, remote }: Split): string => (local === remote ? remote : `${local}:${remote}`);

/** What is asked for with the names of a Pod's ports as numbers. Throws PlainError for names that it does not have. */
export function podPorts(asked: readonly string[], pod: Pod): readonly string[] {
  const ports = (pod.spec?.containers ?? []).flatMap((container) => container.ports ?? []);
  refuseUdp(
    asked.map((text) => numberAt(split(text).remote, () => podPort(pod, split(text).remote).containerPort)),
    asked,
    ports.map(({ containerPort, protocol }) => ({ port: containerPort, protocol })),
  );
  return asked.map((text) => {
    const { local, remote } = split(text);
    if (remote === '') throw new PlainError('remote port cannot be empty');
    const port = String(numberAt(remote, () => podPort(pod, remote).containerPort));
    return local === remote ? port : `${local}:${port}`;
  });
}

/** The ports of the Pod behind those of a Service. Throws PlainError for those that neither has. */
export function servicePorts(asked: readonly string[], service: Service, pod: Pod): readonly string[] {
  const numbers = asked.map((text) => numberAt(split(text).remote, () => namedPort(service, split(text).remote).port));
  refuseUdp(numbers, asked, service.spec?.ports ?? []);
  return asked.map((text, index) => {
    const { local, remote } = split(text);
    const port = numbers[index] ?? 0;
    return joined({ local: local === remote ? String(port) : local, remote: String(targetPort(service, pod, port)) });
  });
}

const numberAt = (text: string, otherwise: () => number): number => (/^\d+$/.test(text) ? Number(text) : otherwise());

function podPort(pod: Pod, name: string): ContainerPort {
  const ports = (pod.spec?.containers ?? []).flatMap((container) => container.ports ?? []);
  const port = ports.find((one) => one.name === name);
  if (!port) throw new PlainError(`Pod '${pod.metadata?.name ?? ''}' does not have a named port '${name}'`);
  return port;
}

function namedPort(service: Service, name: string): ServicePort {
  const port = service.spec?.ports?.find((one) => one.name === name);
  if (!port) throw new PlainError(`Service '${service.metadata?.name ?? ''}' does not have a named port '${name}'`);
  return port;
}

function targetPort(service: Service, pod: Pod, number: number): number {
  const port = service.spec?.ports?.find((one) => one.port === number);
  if (!port) throw new PlainError(`Service ${service.metadata?.name ?? ''} does not have a service port ${number}`);
  if (service.spec?.clusterIP === 'None') return number;
  const { targetPort: target = 0 } = port;
  if (typeof target === 'string') return podPort(pod, target).containerPort;
  return target === 0 ? number : target;
}

interface Protocolled {
  readonly port: number;
  readonly protocol?: string | undefined;
}

function refuseUdp(numbers: readonly number[], asked: readonly string[], ports: readonly Protocolled[]): void {
  numbers.forEach((number, index) => {
    const protocols = ports.filter(({ port }) => port === number).map(({ protocol }) => protocol);
    if (!protocols.includes('UDP') || protocols.includes('TCP')) return;
    throw new PlainError(`UDP protocol is not supported for ${split(asked[index] ?? '').remote}`);
  });
}

export interface ForwardedPort {
  readonly local: number;
  readonly remote: number;
}

/** Reads `80`, `8080:80` and `:80`. Throws PlainError for what is none of them. */
export const forwardedPorts = (ports: readonly string[]): readonly ForwardedPort[] =>
  ports.map((text) => {
    if (text.split(':').length > 2) throw new PlainError(`invalid port format '${text}'`);
    const { local, remote } = split(text);
    const numbers = { local: portFrom(local === '' ? '0' : local, 'local'), remote: portFrom(remote, 'remote') };
    if (numbers.remote === 0) throw new PlainError('remote port must be > 0');
    return numbers.local === 0 ? { ...numbers, local: FREE_PORTS_FROM + (numbers.remote % FREE_PORTS) } : numbers;
  });

/** Where a machine takes a free port from when any will do. */
const FREE_PORTS_FROM = 32_768;
const FREE_PORTS = 28_232;

function portFrom(text: string, which: string): number {
  const quoted = JSON.stringify(text);
  const fault = (reason: string) =>
    new PlainError(`error parsing ${which} port '${text}': strconv.ParseUint: parsing ${quoted}: ${reason}`);
  if (!/^\d+$/.test(text)) throw fault('invalid syntax');
  if (Number(text) > 65_535) throw fault('value out of range');
  return Number(text);
}

/** The addresses that `--address` means, in order. Throws PlainError for what is no address. */
export function listenAddresses(asked: readonly string[]): readonly string[] {
  const all = asked.flatMap((address) => (address === 'localhost' ? ['127.0.0.1', '::1'] : [address]));
  const fault = all.find(
    (address) => !/^(\d+\.){3}\d+$/.test(address) && !/^[\da-fA-F:.]*:[\da-fA-F:.]*$/.test(address),
  );
  if (fault !== undefined) throw new PlainError(`${fault} is not a valid IP`);
  return [...new Set(all)].sort().map((address) => (address.includes(':') ? `[${address}]` : address));
}
