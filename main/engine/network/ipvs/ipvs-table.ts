// What a node's kernel holds in ipvs mode: virtual servers, sets, and the iptables rules that match them.
import { formatIp } from '../cidr.ts';
import { type RuleTable, tableOf } from '../iptables/rule-table.ts';
import type { Packet } from '../packet.ts';
import { IpSet, type IpSetName, endpointHash, ipSets } from './ip-sets.ts';
import { type IpvsRuleSettings, ipvsFilter, ipvsNat } from './ipvs-rules.ts';
import type { VirtualServer, WrittenIpvs } from './write-port.ts';

export interface IpvsTable {
  readonly mode: 'ipvs';
  /** By protocol, address and port (`serverKey`), in that order. */
  readonly servers: ReadonlyMap<string, VirtualServer>;
  /** The same, as packets find them (`serverOf`). */
  readonly byEndpoint: ReadonlyMap<number, FoundServer>;
  /** Addresses of the interface kube-ipvs0. */
  readonly bound: ReadonlySet<number>;
  readonly sets: ReadonlyMap<IpSetName, IpSet>;
  readonly rules: RuleTable;
}

/** A virtual server and its key. */
export interface FoundServer {
  readonly key: string;
  readonly server: VirtualServer;
}

/** What a node holds whose Services' ports were written as `written`. */
export function buildIpvsTable(
  written: Iterable<WrittenIpvs>,
  settings: Omit<IpvsRuleSettings, 'outFilter'>,
): IpvsTable {
  const sets = new Map<IpSetName, IpSet>(ipSets.map((spec) => [spec.name, new IpSet(spec)]));
  const servers: VirtualServer[] = [];
  const bound = new Set<number>();
  const outFilter = [];
  for (const port of written) {
    servers.push(...port.servers);
    outFilter.push(...port.outFilter);
    for (const address of port.bound) bound.add(address);
    for (const [set, entry] of port.members) sets.get(set)?.add(entry);
  }
  const has = (set: IpSetName) => sets.get(set)?.isAskedFor ?? false;
  const all = { ...settings, outFilter };
  const rules = tableOf({ mangle: [], filter: ipvsFilter(has, all), nat: ipvsNat(has, all) });
  const byKey = servers.map((server) => [serverKey(server), server] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  const byEndpoint = byKey.map(
    ([key, server]) => [endpointHash(server.protocol, server.address, server.port), { key, server }] as const,
  );
  return { mode: 'ipvs', servers: new Map(byKey), byEndpoint: new Map(byEndpoint), bound, sets, rules };
}

/** How a virtual server is found; ordered as text it is the order in which they are printed. */
export function serverKey({ protocol, address, port }: Pick<VirtualServer, 'protocol' | 'address' | 'port'>): string {
  return `${protocol.toUpperCase()}  ${formatIp(address)}:${port}`;
}

/** The virtual server to which a packet goes. */
export function serverOf({ byEndpoint }: IpvsTable, { protocol, destination, port }: Packet): FoundServer | undefined {
  return byEndpoint.get(endpointHash(protocol, destination, port));
}
