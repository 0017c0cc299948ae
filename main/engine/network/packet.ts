// A packet on a node, and what the node's rules may know besides it.
import type { RandomStream } from '../kernel/random.ts';
import type { Micros } from '../kernel/time.ts';
import { isLoopback } from './cidr.ts';
import type { ClientMemory } from './client-memory.ts';
import type { Protocol } from './services/protocol.ts';

/** The first packet of a connection. */
export interface Packet {
  readonly protocol: Protocol;
  readonly source: number;
  readonly destination: number;
  readonly port: number;
}

/** Where the packet comes from: through a cable or from a Pod, or from a program on the node itself. */
export type Origin = 'outside' | 'node';

/** The node as its rules see it. */
export interface NodeView {
  /** Its own addresses, the one by which others know it first. */
  readonly addresses: readonly number[];
  /** Those of Services that it has taken upon itself besides, as ipvs does. */
  readonly bound?: ReadonlySet<number> | undefined;
  readonly random: RandomStream;
  readonly memory: ClientMemory;
  readonly now: Micros;
}

export interface Passage {
  readonly verdict: 'passed' | 'rejected' | 'dropped';
  /** As it leaves: with the addresses that the rules gave it. */
  readonly packet: Packet;
  /** The chains in which a rule matched, in order. */
  readonly chains: readonly string[];
  /** How many rules were compared with the packet; a look into a map or set counts as one. */
  readonly tried: number;
  /** `namespace/name` of the Service whose rule matched. */
  readonly service: string | undefined;
  /** The comment of the rule that refused the packet. */
  readonly why: string | undefined;
}

/** Whether the address is one of the node's own. */
export function isLocal({ addresses, bound }: NodeView, address: number): boolean {
  return isLoopback(address) || addresses.includes(address) || bound?.has(address) === true;
}

/** What ends a packet's way through a hook. */
export type Verdict = 'accept' | 'drop' | 'reject';

/** What has become of a packet after its last hook. */
export function verdictOf(last: Verdict): Passage['verdict'] {
  return last === 'reject' ? 'rejected' : last === 'drop' ? 'dropped' : 'passed';
}

/** The address by which the others know the node. */
export function primaryAddress({ addresses }: NodeView): number {
  return addresses[0] ?? 0;
}
