// A packet's way through a node in ipvs mode: iptables marks and filters, and the virtual server that has the packet's
// address sends it on to one of its real servers.
import { formatIp } from '../cidr.ts';
import { IptablesWalk } from '../iptables/iptables-walk.ts';
import type { SetFields } from '../iptables/rule.ts';
import { type NodeView, type Origin, type Packet, type Passage, isLocal } from '../packet.ts';
import type { Endpoint } from '../services/endpoint.ts';
import type { IpSetName } from './ip-sets.ts';
import { type FoundServer, type IpvsTable, serverOf } from './ipvs-table.ts';

/** Clients that the kernel remembers for one real server. */
const CLIENTS_MAX = 65_535;

/** Sends a packet through the node. */
export function walkIpvs(table: IpvsTable, node: NodeView, packet: Packet, origin: Origin): Passage {
  const sets = {
    has: (set: string, at: Packet, fields: SetFields) => table.sets.get(set as IpSetName)?.has(at, fields) ?? false,
  };
  const here: NodeView = { ...node, bound: table.bound };
  const fromNode = origin === 'node';
  const walk = new IptablesWalk(table.rules, here, fromNode ? asSent(table, packet) : packet, sets);
  walk.enter('nat', fromNode ? 'OUTPUT' : 'PREROUTING');
  const server = serverOf(table, packet);
  const isForNode = isLocal(here, packet.destination);
  const refusal = walk.filter(
    fromNode ? ['OUTPUT', ...(isForNode && !server ? ['INPUT'] : [])] : [isForNode ? 'INPUT' : 'FORWARD'],
  );
  if (refusal !== undefined) return walk.passage(refusal);
  if (server) return throughServer(walk, server, node);
  if (fromNode || !isForNode) walk.enter('nat', 'POSTROUTING');
  return walk.passage(undefined);
}

/** A program on the node that asks for one of the addresses on kube-ipvs0 comes from that very address. */
function asSent({ bound }: IpvsTable, packet: Packet): Packet {
  return bound.has(packet.destination) ? { ...packet, source: packet.destination } : packet;
}

function throughServer(walk: IptablesWalk, found: FoundServer, node: NodeView): Passage {
  const { key, server } = found;
  walk.note(`IPVS ${key}`);
  walk.service = server.service;
  const chosen = choose(found, walk.packet, node);
  if (!chosen)
    return { ...walk.passage('reject'), why: `${formatIp(server.address)}:${server.port} has no real servers` };
  node.memory.connections.add(key, chosen.text, node.now);
  walk.packet = { ...walk.packet, destination: chosen.address, port: chosen.port };
  walk.enter('nat', 'POSTROUTING');
  return walk.passage(undefined);
}

/** Whom the client had before, if that is to be remembered, and else whoever is next. */
function choose({ key, server }: FoundServer, { source }: Packet, { memory, now }: NodeView): Endpoint | undefined {
  const { realServers, persistentSeconds: seconds } = server;
  const known =
    seconds === undefined
      ? undefined
      : realServers.find(({ text }) => memory.has(`${key} ${text}`, source, seconds, now));
  const chosen = known ?? memory.next(key, realServers);
  if (chosen && seconds !== undefined) memory.set(`${key} ${chosen.text}`, source, now, CLIENTS_MAX);
  return chosen;
}
