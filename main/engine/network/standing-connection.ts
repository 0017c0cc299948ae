// Connections that stand (keep-alive). The rules were asked when one was opened; since then the kernels of the machines
// that it passes remember where its packets go, whatever is written meanwhile (conntrack).
import type { StandingConnection } from '../../../preload/contract/requests.ts';
import { type Journey, type Step, type Surroundings, go } from './journey.ts';
import { linkHome } from './losses.ts';
import type { Network } from './network.ts';

/** What is left of a journey that has come home, for the next one; undefined when its server closes the connection. */
export function standing(journey: Journey, network: Network): StandingConnection | undefined {
  const { packet, hops, nodes, travelledUs, rulesSeq, service, backend, server, listener, isClosing } = journey;
  if (isClosing || server === undefined || listener === undefined) return undefined;
  return {
    packet,
    hops: hops
      .filter(({ at }, index) => at === 'node' && index > 0)
      .map((hop) => ({ ...hop, rules: undefined, tried: 0 })),
    nodes,
    plainUs: travelledUs - linkHome(journey, network).delayUs,
    rulesSeq,
    service,
    backend,
    server,
    listener,
  };
}

/** A request over a connection that stands comes to its server without another look into rules. */
export function goOver(connection: StandingConnection, fresh: Journey, around: Surroundings): Step {
  const { plainUs, hops, packet, nodes, rulesSeq, service, backend, server, listener } = connection;
  const known = { packet, nodes, rulesSeq, service, backend, server, listener };
  const journey = { ...fresh, ...known, hops: [...fresh.hops, ...hops] };
  const travelledUs = plainUs + linkHome(journey, around.network).delayUs;
  return go({ ...journey, travelledUs }, around, { kind: 'asking' }, travelledUs, 0);
}

/**
 * Whether the client has heard that the server has closed the connection. Whoever is kept apart from it by a machine
 * without power or a cable that is out hears nothing.
 */
export function isClosed({ server, packet, nodes, listener }: StandingConnection, network: Network): boolean {
  if (network.listenerAt(server, packet.port) === listener) return false;
  return nodes.every((node) => (nodes.length > 1 ? network.isConnected(node) : network.runtime.isPowered(node)));
}
