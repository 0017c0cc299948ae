// Models findServices in plugin/kubernetes/kubernetes.go of CoreDNS (v1.13): to what a Service's name leads.
import type { Endpoint, EndpointSlice, Service } from '../../api/generated/types.ts';
import { parseIp } from '../cidr.ts';

export type Target =
  | {
      readonly kind: 'address';
      readonly address: string;
      readonly port: number;
      /** The endpoint's own name below that of its Service; a cluster IP has none. */
      readonly host?: string | undefined;
    }
  | { readonly kind: 'name'; readonly name: string };

/** What was asked for of the Service. */
export interface Wanted {
  readonly port: string | undefined;
  readonly protocol: string | undefined;
  readonly endpoint: string | undefined;
}

interface Port {
  readonly name?: string | undefined;
  readonly protocol?: string | undefined;
  readonly port?: number | undefined;
}

/** A target for each port and address, in the order of the Service's ports or of its slices; none when nothing fits. */
export function targetsOf(service: Service, slices: readonly EndpointSlice[], wanted: Wanted): readonly Target[] {
  const { type, externalName = '', clusterIP, clusterIPs, ports = [] } = service.spec ?? {};
  if (type === 'ExternalName') return isWhole(wanted) ? external(externalName) : [];
  if (clusterIP === 'None' || wanted.endpoint !== undefined) return endpointTargets(slices, wanted);
  const addresses = (clusterIPs ?? [clusterIP ?? '']).filter((ip) => parseIp(ip) !== undefined);
  return portsFor(ports, wanted).flatMap(({ port = 0 }) =>
    addresses.map((address) => ({ kind: 'address' as const, address, port })),
  );
}

/** Whether an endpoint counts: one of which nothing is known does. */
export function isNamed({ conditions }: Endpoint): boolean {
  return conditions?.ready !== false;
}

/** An endpoint's name: the one it was given, or its address with dashes. */
export function hostOf({ hostname, addresses }: Endpoint): string {
  return hostname || (addresses[0] ?? '').replaceAll('.', '-');
}

function isWhole({ port, protocol, endpoint }: Wanted): boolean {
  return port === undefined && protocol === undefined && endpoint === undefined;
}

/** An address that stands where a name should is an address. */
function external(name: string): readonly Target[] {
  if (name === '') return [];
  if (parseIp(name) !== undefined) return [{ kind: 'address', address: name, port: 0 }];
  return [{ kind: 'name', name: name.toLowerCase().replace(/\.$/, '') }];
}

function endpointTargets(slices: readonly EndpointSlice[], wanted: Wanted): readonly Target[] {
  const targets: Target[] = [];
  for (const { endpoints, ports } of slices) {
    // Without ports there is one that says nothing.
    const fitting = portsFor(ports?.length ? ports : [{}], wanted);
    for (const endpoint of endpoints ?? []) {
      const host = hostOf(endpoint);
      if (!isNamed(endpoint) || (wanted.endpoint !== undefined && wanted.endpoint !== host)) continue;
      for (const { port = 0 } of fitting) {
        targets.push({ kind: 'address', address: endpoint.addresses[0] ?? '', port, host });
      }
    }
  }
  return targets;
}

function portsFor<P extends Port>(ports: readonly P[], { port, protocol }: Wanted): readonly P[] {
  return ports.filter(
    (each) =>
      (port === undefined || port === (each.name ?? '').toLowerCase()) &&
      (protocol === undefined || protocol === (each.protocol ?? 'TCP').toLowerCase()),
  );
}
