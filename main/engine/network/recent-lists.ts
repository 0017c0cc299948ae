// Models net/netfilter/xt_recent.c: lists of the addresses that were seen lately, by which iptables keeps a client with
// its endpoint.
import type { Micros } from '../kernel/time.ts';
import { SECOND } from '../kernel/time.ts';

/** Addresses a list holds (the module's ip_list_tot); beyond it the one seen longest ago is dropped. */
const ADDRESSES_MAX = 100;

export type SavedRecentLists = readonly (readonly [list: string, seen: readonly (readonly [number, Micros])[]])[];

/** The lists of one node. */
export class RecentLists {
  readonly #lists = new Map<string, Map<number, Micros>>();

  /** Puts the address on the list, or renews its entry. */
  set(list: string, address: number, now: Micros): void {
    const seen = this.#lists.get(list) ?? new Map<number, Micros>();
    this.#lists.set(list, seen);
    seen.delete(address);
    seen.set(address, now);
    const [oldest] = seen.keys();
    if (seen.size > ADDRESSES_MAX && oldest !== undefined) seen.delete(oldest);
  }

  /** Whether the address was put on the list within the last `seconds`. */
  has(list: string, address: number, seconds: number, now: Micros): boolean {
    const seenUs = this.#lists.get(list)?.get(address);
    return seenUs !== undefined && now - seenUs <= seconds * SECOND;
  }

  save(): SavedRecentLists {
    return [...this.#lists].map(([list, seen]) => [list, [...seen]]);
  }

  restore(saved: SavedRecentLists): void {
    for (const [list, seen] of saved) this.#lists.set(list, new Map(seen));
  }
}
