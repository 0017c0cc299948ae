// Models the connection table of ipvs as `ipvsadm` counts it: a request is over at once, and its connection is remembered
// as inactive for a while.
import { MINUTE, type Micros, SECOND, after } from '../../kernel/time.ts';
import type { Protocol } from '../services/protocol.ts';

/** How long the kernel remembers a connection that has ended: its time-outs for tcpfin and udp. */
const KEPT_SECONDS: { readonly [P in Protocol]: number } = { tcp: 120, udp: 300, sctp: 120 };
const KEPT_MAX_SECONDS = 300;

export type SavedConnectionCounts = readonly (readonly [
  server: string,
  bySecond: readonly (readonly [second: number, count: number])[],
])[];

/** The connections to the real servers of one node, by the seconds in which they began. */
export class ConnectionCounts {
  readonly #bySecond = new Map<string, Map<number, number>>();

  /** A connection to a real server of a virtual server, both by their names. */
  add(virtual: string, real: string, now: Micros): void {
    const key = keyOf(virtual, real);
    const second = Math.floor(now / SECOND);
    if (!this.#bySecond.has(key)) this.#forget(second);
    const counts = this.#bySecond.get(key) ?? new Map<number, number>();
    this.#bySecond.set(key, counts);
    const known = counts.get(second);
    counts.set(second, (known ?? 0) + 1);
    if (known === undefined) dropOld(counts, second);
  }

  /** Servers that nobody has asked for so long are no longer spoken of. */
  #forget(second: number): void {
    for (const [key, counts] of this.#bySecond) {
      dropOld(counts, second);
      if (counts.size === 0) this.#bySecond.delete(key);
    }
  }

  /** How many are remembered now. */
  inactive(virtual: string, real: string, protocol: Protocol, now: Micros): number {
    const since = Math.floor(now / SECOND) - KEPT_SECONDS[protocol];
    let sum = 0;
    for (const [second, count] of this.#bySecond.get(keyOf(virtual, real)) ?? []) if (second > since) sum += count;
    return sum;
  }

  /**
   * Models pkg/proxy/ipvs/graceful_termination.go (v1.35): the real servers that a virtual one has no more and that stay
   * for the sake of their connections, with weight 0. Once a minute kube-proxy looks whether they have any left.
   */
  ending(virtual: string, protocol: Protocol, current: ReadonlySet<string>, now: Micros): readonly string[] {
    if (protocol !== 'tcp') return [];
    const lookedUs = floorMinute(now);
    const known = [...this.#bySecond.keys()].filter((key) => key.startsWith(keyOf(virtual, '')));
    return known
      .map((key) => key.slice(keyOf(virtual, '').length))
      .filter((real) => !current.has(real) && this.inactive(virtual, real, protocol, lookedUs) > 0);
  }

  save(): SavedConnectionCounts {
    return [...this.#bySecond].map(([server, counts]) => [server, [...counts]]);
  }

  restore(saved: SavedConnectionCounts): void {
    for (const [server, counts] of saved) this.#bySecond.set(server, new Map(counts));
  }
}

/** Seconds come in order. */
function dropOld(counts: Map<number, number>, second: number): void {
  for (const old of counts.keys()) {
    if (old >= second - KEPT_MAX_SECONDS) break;
    counts.delete(old);
  }
}

const floorMinute = (now: Micros) => after(now, -(now % MINUTE));
const keyOf = (virtual: string, real: string) => `${virtual} ${real}`;
