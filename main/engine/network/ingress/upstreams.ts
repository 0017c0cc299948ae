// Models getEndpointsFromSlices of ingress-nginx (v1.14): to which addresses a backend of an Ingress leads.
import type { EndpointSlice, Service } from '../../api/generated/types.ts';

export interface Upstream {
  readonly address: string;
  readonly port: number;
}

/** The ready endpoints of the port that a number or a name means, in the order of their addresses. */
export function upstreamsOf(
  service: Service,
  slices: readonly EndpointSlice[],
  wanted: number | string,
): readonly Upstream[] {
  const port = service.spec?.ports?.find(({ name, port: number }) =>
    typeof wanted === 'number' ? number === wanted : name === wanted,
  );
  if (!port) return [];
  const found = new Map<string, Upstream>();
  for (const { endpoints, ports } of slices) {
    const target = (ports ?? []).find(({ name = '' }) => name === (port.name ?? ''))?.port;
    if (target === undefined) continue;
    for (const { addresses, conditions } of endpoints ?? []) {
      const [address = ''] = addresses;
      if (conditions?.ready !== false) found.set(address, { address, port: target });
    }
  }
  return [...found.values()].sort((a, b) => (a.address < b.address ? -1 : 1));
}
