// Models pkg/proxy/endpointslicecache.go (v1.35): the endpoints of one port of a Service, put together from its slices.
import type { Endpoint as SliceEndpoint, EndpointSlice } from '../../api/generated/types.ts';
import { formatIp, parseIp } from '../cidr.ts';
import { endpointChain } from '../iptables/chain-names.ts';
import { protocolOf } from './protocol.ts';
import type { ServicePort } from './service-port.ts';

export interface Endpoint {
  readonly address: number;
  readonly port: number;
  /** `ip:port`. */
  readonly text: string;
  /** `KUBE-SEP-…`. */
  readonly chain: string;
  readonly node: string | undefined;
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
  readonly zoneHints: readonly string[];
  readonly nodeHints: readonly string[];
}

const SERVICE_NAME = 'kubernetes.io/service-name';
const OTHER_PROXY = 'service.kubernetes.io/service-proxy-name';
const HEADLESS = 'service.kubernetes.io/headless';

/** `namespace/name` of the Service to which the slice belongs; undefined if kube-proxy takes no notice of it. */
export function serviceOfSlice(slice: EndpointSlice): string | undefined {
  const labels = slice.metadata?.labels ?? {};
  const service = labels[SERVICE_NAME];
  if (!service || slice.addressType !== 'IPv4') return undefined;
  if (labels[OTHER_PROXY] !== undefined || labels[HEADLESS] !== undefined) return undefined;
  return `${slice.metadata?.namespace ?? ''}/${service}`;
}

/** `ip:port`. */
export function backendText(address: number, port: number): string {
  return `${formatIp(address)}:${port}`;
}

/** The endpoints that the slices of a Service give one of its ports, in the order of their text. */
export function endpointsOf(port: ServicePort, slices: readonly EndpointSlice[]): readonly Endpoint[] {
  const found = new Map<string, Endpoint>();
  for (const slice of slices) {
    const number = portOf(port, slice);
    if (number === undefined) continue;
    for (const item of slice.endpoints ?? []) {
      const endpoint = endpointOf(port, number, item);
      if (endpoint && !found.has(endpoint.text)) found.set(endpoint.text, endpoint);
    }
  }
  return [...found.values()].sort((a, b) => (a.text < b.text ? -1 : 1));
}

function portOf(port: ServicePort, slice: EndpointSlice): number | undefined {
  const same = slice.ports?.find(
    ({ name, protocol }) => (name ?? '') === port.portName && protocolOf(protocol) === port.protocol,
  );
  return same?.port === 0 ? undefined : same?.port;
}

function endpointOf(service: ServicePort, port: number, item: SliceEndpoint): Endpoint | undefined {
  const address = parseIp(item.addresses[0] ?? '');
  if (address === undefined) return undefined;
  const text = backendText(address, port);
  return {
    address,
    port,
    text,
    chain: endpointChain(service.name, service.protocol, text),
    node: item.nodeName,
    ready: item.conditions?.ready ?? true,
    serving: item.conditions?.serving ?? true,
    terminating: item.conditions?.terminating ?? false,
    zoneHints: item.hints?.forZones?.map(({ name }) => name) ?? [],
    nodeHints: item.hints?.forNodes?.map(({ name }) => name) ?? [],
  };
}
