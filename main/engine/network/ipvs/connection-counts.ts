// Models the connection table of ipvs as `ipvsadm` counts it: a request is over at once, and its connection is remembered
// as inactive for a while.
import { type Micros, SECOND } from '../../kernel/time.ts';
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
    const counts = this.#bySecond.get(key) ?? new Map<number, number>();
    this.#bySecond.set(key, counts);
    const second = Math.floor(now / SECOND);
    counts.set(second, (counts.get(second) ?? 0) + 1);
    for (const old of counts.keys()) {
      if (old >= second - KEPT_MAX_SECONDS) break;
      counts.delete(old);
    }
  }

  /** How many are remembered now. */
  inactive(virtual: string, real: string, protocol: Protocol, now: Micros): number {
    const since = Math.floor(now / SECOND) - KEPT_SECONDS[protocol];
    let sum = 0;
    for (const [second, count] of this.#bySecond.get(keyOf(virtual, real)) ?? []) if (second > since) sum += count;
    return sum;
  }

  save(): SavedConnectionCounts {
    return [...this.#bySecond].map(([server, counts]) => [server, [...counts]]);
  }

  restore(saved: SavedConnectionCounts): void {
    for (const [server, counts] of saved) this.#bySecond.set(server, new Map(counts));
  }
}

const keyOf = (virtual: string, real: string) => `${virtual} ${real}`;
