// How a request sets out: from whom, and at which node it enters the network.
import type { RequestHop } from '../../../preload/contract/requests.ts';
import { SECOND, after } from '../kernel/time.ts';
import { isLoopback, parseIp } from './cidr.ts';
import {
  BETWEEN_POD_AND_NODE,
  FROM_OUTSIDE,
  type Journey,
  type RequestOrder,
  type Step,
  type Surroundings,
  go,
  lose,
  tellOfNobody,
  travelUs,
} from './journey.ts';
import type { Network } from './network.ts';
import { goOver } from './standing-connection.ts';

const TIMEOUT_US = 5 * SECOND;
const LOOPBACK = '127.0.0.1';

/** The first step of a request that is sent now. */
export function depart(order: RequestOrder, around: Surroundings): Step {
  const { network, now } = around;
  const source = sourceOf(order, network);
  const { client, address, port, path, method, host, keepsAnswer, kept, protocol = 'tcp' } = order;
  const journey: Journey = {
    sent: {
      client,
      source,
      destination: `${address}:${port}`,
      path,
      method,
      host,
      keepsAnswer,
      sentUs: now,
      deadlineUs: after(now, order.timeoutUs ?? TIMEOUT_US),
      fromOutside: order.from.kind === 'outside',
      kept,
    },
    packet: { protocol, source: parseIp(source) ?? 0, destination: parseIp(address) ?? 0, port },
    travelledUs: 0,
    hops: [firstHop(order, network)],
    nodes: [],
    rulesSeq: 0,
    service: undefined,
    podUid: undefined,
    image: undefined,
    backend: undefined,
    server: undefined,
    listener: undefined,
    losses: 0,
    isClosing: false,
    response: undefined,
  };
  if (order.over) return goOver(order.over, journey, around);
  const node = entryOf(order, network);
  if (node === undefined) {
    const loss = { why: `nobody has the address ${order.address}` };
    return network.isNear(journey.packet.destination)
      ? tellOfNobody(journey, around, loss)
      : lose(journey, around, loss);
  }
  const origin = order.from.kind === 'node' ? 'node' : 'outside';
  return go(journey, around, { kind: 'node', node, origin }, entryUs(order.from, node, around));
}

/** How long it takes to the node; nobody on a node needs its cable for that. */
function entryUs({ kind }: RequestOrder['from'], node: string, around: Surroundings): number {
  if (kind === 'node') return 0;
  if (kind === 'pod') return travelUs(around, BETWEEN_POD_AND_NODE);
  return travelUs(around, FROM_OUTSIDE, around.network.links.get(node));
}

/** Whoever asks itself by an address of 127.0.0.0/8 does so from such an address. */
function sourceOf({ from, address }: RequestOrder, { runtime }: Network): string {
  if (from.kind !== 'node') return from.address;
  return isLoopback(parseIp(address) ?? 0) ? LOOPBACK : (runtime.machineIp(from.node) ?? '');
}

function firstHop({ client, from }: RequestOrder, network: Network): RequestHop {
  if (from.kind === 'outside') return { afterUs: 0, at: 'client', id: client };
  if (from.kind === 'node') return { afterUs: 0, at: 'node', id: from.node };
  return { afterUs: 0, at: 'pod', id: network.runtime.podAt(from.address)?.podUid ?? '' };
}

/** The node whose rules a request meets first. */
function entryOf({ from, address }: RequestOrder, { runtime, announced }: Network): string | undefined {
  if (from.kind === 'outside') return runtime.machineByIp(address) ?? announced.nodeFor(address);
  return from.kind === 'node' ? from.node : runtime.podAt(from.address)?.node;
}
