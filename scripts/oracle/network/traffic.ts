// What clients get from a node's rules, said as the recording says it.
import { formatIp, isLoopback, parseIp } from '../../../main/engine/network/cidr.ts';
import { walkNode } from '../../../main/engine/network/packet-walk.ts';
import { type NodeView, type Packet, isLocal } from '../../../main/engine/network/packet.ts';
import { protocolOf } from '../../../main/engine/network/services/protocol.ts';
import type { RecordedTraffic } from './network-case.ts';
import type { NodePlay } from './node-play.ts';

const CLIENTS = 60;
const REFUSED = 'Connection refused';
const TIMEOUT = 'timeout';
/** A masqueraded packet bears whichever address of the node is nearest to where it goes. */
export const THE_NODE = 'the node';
const OWN_ADDRESSES = /from (10\.0\.0\.23\d|10\.100\.1\.1)$/;

/** What a client finds at the node. */
interface Client extends Pick<NodePlay, 'table' | 'listeners'> {
  readonly view: NodeView;
}

/** The answers that clients like the recorded one get, each new to the node; with how many different ones one client met. */
export function answersLike(play: NodePlay, { from, target, requests }: RecordedTraffic) {
  const { table, listeners } = play;
  const all = new Set<string>();
  let most = 0;
  for (let client = 0; client < CLIENTS; client++) {
    const view = play.view();
    const own = new Set(
      Array.from({ length: Math.min(requests, 20) }, () => answerOf({ table, listeners, view }, from, target)),
    );
    own.forEach((answer) => all.add(answer));
    most = Math.max(most, own.size);
  }
  return { all, most };
}

/** An answer with the node's own addresses alike. */
export function sameNode(answer: string): string {
  return answer.replace(OWN_ADDRESSES, `from ${THE_NODE}`);
}

function answerOf({ table, listeners, view }: Client, from: string, target: string): string {
  const packet = packetOf(view, from, target);
  const origin = from === 'node itself' ? 'node' : 'outside';
  const { verdict, packet: sent } = walkNode(table, view, packet, origin);
  if (verdict === 'rejected') return REFUSED;
  if (verdict === 'dropped') return TIMEOUT;
  const backend = `${formatIp(sent.destination)}:${sent.port}`;
  if (listeners.has(backend)) return sameNode(`${backend} from ${formatIp(outwards(view, sent))}`);
  return isLocal(view, sent.destination) ? REFUSED : TIMEOUT;
}

/** What leaves the node cannot come from 127.0.0.1. */
function outwards({ addresses }: NodeView, { source }: Packet): number {
  return isLoopback(source) ? (addresses[0] ?? 0) : source;
}

/** `tcp 10.0.0.232:30080` from `pod 10.100.1.50`, `outside client 10.0.0.1`, `node itself`, … */
function packetOf({ addresses }: NodeView, from: string, target: string): Packet {
  const [protocol = '', place = ''] = target.split(' ');
  const [ip = '', port = ''] = place.split(':');
  const destination = parseIp(ip) ?? 0;
  const named = /(\d+\.\d+\.\d+\.\d+)/.exec(from)?.[1];
  const own = isLoopback(destination) ? destination : (addresses[0] ?? 0);
  const source = named === undefined ? own : (parseIp(named) ?? 0);
  return { protocol: protocolOf(protocol.toUpperCase()), source, destination, port: Number(port) };
}
