// Models RepackSubsets in pkg/api/v1/endpoints/util.go (v1.35): the fewest subsets that say the same. Addresses are in
// text order, as there; ports and subsets too, which there follow a hash.
import type { CoreEndpointPort, EndpointAddress, EndpointSubset } from '../../api/generated/types.ts';
import { compareText } from '../../api/order.ts';

/** One address at one port; without port for Services that have none. */
export interface Claim {
  readonly address: EndpointAddress;
  readonly ready: boolean;
  readonly port: CoreEndpointPort | undefined;
}

interface Offer {
  readonly port: CoreEndpointPort | undefined;
  readonly claims: Claim[];
}

/** Ports that are offered by the same addresses share a subset. */
export function repackSubsets(claims: readonly Claim[]): readonly EndpointSubset[] {
  const byAddresses = new Map<string, Offer[]>();
  for (const offer of offersByPort(claims)) {
    offer.claims.sort((a, b) => compareText(sortText(a), sortText(b)));
    const key = offer.claims.map((claim) => `${sortText(claim)} ${String(claim.ready)}`).join('\n');
    byAddresses.set(key, [...(byAddresses.get(key) ?? []), offer]);
  }
  return [...byAddresses].sort(([a], [b]) => compareText(a, b)).map(([, offers]) => subsetOf(offers));
}

function offersByPort(claims: readonly Claim[]): Iterable<Offer> {
  const offers = new Map<string, Offer>();
  for (const claim of claims) {
    const key = portText(claim.port);
    const offer = offers.get(key) ?? { port: claim.port, claims: [] };
    offer.claims.push(claim);
    offers.set(key, offer);
  }
  return offers.values();
}

function subsetOf(offers: readonly Offer[]): EndpointSubset {
  const claims = offers[0]?.claims ?? [];
  const addresses = claims.filter(({ ready }) => ready).map(({ address }) => address);
  const notReadyAddresses = claims.filter(({ ready }) => !ready).map(({ address }) => address);
  const ports = offers.flatMap(({ port }) => port ?? []).sort((a, b) => compareText(portText(a), portText(b)));
  return {
    ...(addresses.length > 0 && { addresses }),
    ...(notReadyAddresses.length > 0 && { notReadyAddresses }),
    ...(ports.length > 0 && { ports }),
  };
}

const sortText = ({ address }: Claim): string => `${address.ip} ${address.targetRef?.uid ?? ''}`;
const portText = (port: CoreEndpointPort | undefined): string =>
  port ? [port.name ?? '', port.port, port.protocol ?? '', port.appProtocol ?? ''].join(' ') : '';
