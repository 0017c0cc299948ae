// Models pkg/proxy/ipvs/ipset.go (v1.35): the sets by which a fixed number of iptables rules knows all Services.
import { type Cidr, contains, formatCidr, formatIp } from '../cidr.ts';
import type { SetFields } from '../iptables/rule.ts';
import type { Packet } from '../packet.ts';
import type { Protocol } from '../services/protocol.ts';

export type IpSetType = 'hash:ip' | 'hash:ip,port' | 'hash:ip,port,ip' | 'hash:ip,port,net' | 'bitmap:port';

export interface IpSetSpec {
  readonly name: string;
  readonly type: IpSetType;
}

/** In the order in which `ipset list` prints them. */
export const ipSets = [
  { name: 'KUBE-NODE-PORT-SCTP-HASH', type: 'hash:ip,port' },
  { name: 'KUBE-NODE-PORT-LOCAL-SCTP-HASH', type: 'hash:ip,port' },
  { name: 'KUBE-LOOP-BACK', type: 'hash:ip,port,ip' },
  { name: 'KUBE-NODE-PORT-LOCAL-TCP', type: 'bitmap:port' },
  { name: 'KUBE-NODE-PORT-LOCAL-UDP', type: 'bitmap:port' },
  { name: 'KUBE-CLUSTER-IP', type: 'hash:ip,port' },
  { name: 'KUBE-EXTERNAL-IP-LOCAL', type: 'hash:ip,port' },
  { name: 'KUBE-LOAD-BALANCER-LOCAL', type: 'hash:ip,port' },
  { name: 'KUBE-NODE-PORT-TCP', type: 'bitmap:port' },
  { name: 'KUBE-NODE-PORT-UDP', type: 'bitmap:port' },
  { name: 'KUBE-HEALTH-CHECK-NODE-PORT', type: 'bitmap:port' },
  { name: 'KUBE-IPVS-IPS', type: 'hash:ip' },
  { name: 'KUBE-EXTERNAL-IP', type: 'hash:ip,port' },
  { name: 'KUBE-LOAD-BALANCER-FW', type: 'hash:ip,port' },
  { name: 'KUBE-LOAD-BALANCER-SOURCE-CIDR', type: 'hash:ip,port,net' },
  { name: 'KUBE-LOAD-BALANCER', type: 'hash:ip,port' },
  { name: 'KUBE-LOAD-BALANCER-SOURCE-IP', type: 'hash:ip,port,ip' },
] as const satisfies readonly IpSetSpec[];

export type IpSetName = (typeof ipSets)[number]['name'];

/** What is put into a set; which of it counts is decided by the set's type. */
export interface IpSetEntry {
  readonly address?: number | undefined;
  readonly protocol?: Protocol | undefined;
  readonly port?: number | undefined;
  /** The second address, or the range of sources. */
  readonly source?: Cidr | undefined;
}

/** The members of one set. */
export class IpSet {
  readonly spec: IpSetSpec;
  readonly #entries = new Map<string, IpSetEntry>();
  /** The entries by what every packet is compared with (`hashOf`). */
  readonly #byHash = new Map<number, IpSetEntry[]>();
  #isAskedFor = false;

  constructor(spec: IpSetSpec) {
    this.spec = spec;
  }

  /** Whether kube-proxy wants it to have members; rules are written then, whatever the kernel has taken. */
  get isAskedFor(): boolean {
    return this.#isAskedFor;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** As `ipset list` prints them. */
  members(): readonly string[] {
    return [...this.#entries.keys()];
  }

  /** The kernel refuses a range of all addresses. */
  add(entry: IpSetEntry): void {
    this.#isAskedFor = true;
    if (this.spec.type === 'hash:ip,port,net' && entry.source?.bits === 0) return;
    const text = memberText(this.spec.type, entry);
    if (this.#entries.has(text)) return;
    this.#entries.set(text, entry);
    const hash = this.#hashOf(entry);
    this.#byHash.set(hash, [...(this.#byHash.get(hash) ?? []), entry]);
  }

  has({ protocol, port, source, destination }: Packet, fields: SetFields): boolean {
    if (this.#entries.size === 0) return false;
    const address = fields === 'src,dst' ? source : destination;
    const found = this.#byHash.get(this.#hashOf({ address, protocol, port }));
    return found !== undefined && (fields !== 'dst,dst,src' || found.some((entry) => isFrom(entry, source)));
  }

  #hashOf({ address = 0, protocol = 'tcp', port = 0 }: IpSetEntry): number {
    if (this.spec.type === 'bitmap:port') return port;
    return this.spec.type === 'hash:ip' ? address : endpointHash(protocol, address, port);
  }
}

const isFrom = (entry: IpSetEntry, source: number) => entry.source !== undefined && contains(entry.source, source);

const PROTOCOL_NUMBERS: { readonly [P in Protocol]: number } = { tcp: 0, udp: 1, sctp: 2 };

/** A number of its own for each protocol, address and port: what is looked up for every packet is not put into words. */
export function endpointHash(protocol: Protocol, address: number, port: number): number {
  return (address * 65_536 + port) * 4 + PROTOCOL_NUMBERS[protocol];
}

/** A member as `ipset list` prints it. */
export function memberText(type: IpSetType, { address = 0, protocol, port = 0, source }: IpSetEntry): string {
  const ip = formatIp(address);
  const service = `${ip},${protocol ?? 'tcp'}:${port}`;
  switch (type) {
    case 'bitmap:port':
      return `${port}`;
    case 'hash:ip':
      return ip;
    case 'hash:ip,port':
      return service;
    case 'hash:ip,port,ip':
      return `${service},${formatIp(source?.base ?? 0)}`;
    case 'hash:ip,port,net':
      return `${service},${rangeText(source)}`;
  }
}

function rangeText(range: Cidr | undefined): string {
  if (!range) return '';
  return range.bits === 32 ? formatIp(range.base) : formatCidr(range);
}
