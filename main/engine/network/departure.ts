// How a request sets out: from whom, and at which node it enters the network.
import type { RequestHop } from '../../../preload/contract/requests.ts';
import { SECOND, after } from '../kernel/time.ts';
import { parseIp } from './cidr.ts';
import {
  BETWEEN_POD_AND_NODE,
  FROM_OUTSIDE,
  type Journey,
  type RequestOrder,
  type Sender,
  type Step,
  type Surroundings,
  go,
  lose,
  travelUs,
} from './journey.ts';
import type { Network } from './network.ts';

const TIMEOUT_US = 5 * SECOND;

/** The first step of a request that is sent now. */
export function depart(order: RequestOrder, around: Surroundings): Step {
  const { network, now } = around;
  const source = sourceOf(order.from, network);
  const journey: Journey = {
    client: order.client,
    source,
    destination: `${order.address}:${order.port}`,
    path: order.path,
    ...(order.method !== undefined && { method: order.method }),
    ...(order.host !== undefined && { host: order.host }),
    ...(order.keepsAnswer === true && { keepsAnswer: true }),
    sentUs: now,
    deadlineUs: after(now, order.timeoutUs ?? TIMEOUT_US),
    fromOutside: order.from.kind === 'outside',
    packet: {
      protocol: 'tcp',
      source: parseIp(source) ?? 0,
      destination: parseIp(order.address) ?? 0,
      port: order.port,
    },
    travelledUs: 0,
    hops: [firstHop(order, network)],
    nodes: [],
    rulesSeq: 0,
  };
  const node = entryOf(order, network);
  if (node === undefined) return lose(journey, around, `nobody has the address ${order.address}`);
  const origin = order.from.kind === 'node' ? 'node' : 'outside';
  const range =
    order.from.kind === 'outside' ? FROM_OUTSIDE : order.from.kind === 'pod' ? BETWEEN_POD_AND_NODE : undefined;
  return go(journey, around, { kind: 'node', node, origin }, range && travelUs(around, range, node));
}

function sourceOf(from: Sender, network: Network): string {
  return from.kind === 'node' ? (network.runtime.machineIp(from.node) ?? '') : from.address;
}

function firstHop({ client, from }: RequestOrder, network: Network): RequestHop {
  if (from.kind === 'outside') return { afterUs: 0, at: 'client', id: client };
  if (from.kind === 'node') return { afterUs: 0, at: 'node', id: from.node };
  return { afterUs: 0, at: 'pod', id: network.runtime.podAt(from.address)?.podUid ?? '' };
}

/** The node whose rules a request meets first. */
function entryOf({ from, address }: RequestOrder, { runtime }: Network): string | undefined {
  if (from.kind === 'outside') return runtime.machineByIp(address);
  return from.kind === 'node' ? from.node : runtime.podAt(from.address)?.node;
}
