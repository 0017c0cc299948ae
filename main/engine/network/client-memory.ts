// Which clients a node's kernel keeps with which endpoint: the lists of iptables' module `recent` and the dynamic sets of
// nftables, each by its name, and the persistent connections of ipvs, with whose turn it is at its virtual
// servers and how many connections they have had lately.
import { type Micros, SECOND } from '../kernel/time.ts';
import { ConnectionCounts, type SavedConnectionCounts } from './ipvs/connection-counts.ts';

export interface SavedClientMemory {
  readonly lists: readonly (readonly [list: string, seen: readonly (readonly [number, Micros])[]])[];
  readonly turns: readonly (readonly [server: string, last: string])[];
  readonly connections: SavedConnectionCounts;
}

/** The lists of one node. */
export class ClientMemory {
  readonly #lists = new Map<string, Map<number, Micros>>();
  readonly #turns = new Map<string, string>();
  /** Of ipvs. */
  readonly connections = new ConnectionCounts();

  /** An empty one, or one that chooses as `copied` does; connections are not counted twice. */
  constructor(copied?: ClientMemory) {
    if (!copied) return;
    for (const [list, seen] of copied.#lists) this.#lists.set(list, new Map(seen));
    for (const [server, last] of copied.#turns) this.#turns.set(server, last);
  }

  /** Puts the address on the list or renews its entry; beyond `most` the one seen longest ago is dropped. */
  set(list: string, address: number, now: Micros, most: number): void {
    const seen = this.#lists.get(list) ?? new Map<number, Micros>();
    this.#lists.set(list, seen);
    seen.delete(address);
    seen.set(address, now);
    const [oldest] = seen.keys();
    if (seen.size > most && oldest !== undefined) seen.delete(oldest);
  }

  /** Whether the address was put on the list within the last `seconds`. */
  has(list: string, address: number, seconds: number, now: Micros): boolean {
    const seenUs = this.#lists.get(list)?.get(address);
    return seenUs !== undefined && now - seenUs <= seconds * SECOND;
  }

  /** Whose turn it is at a virtual server: whoever comes after the one who had it last. */
  next<T extends { readonly text: string }>(server: string, all: readonly T[]): T | undefined {
    const last = this.#turns.get(server);
    const chosen = all[(all.findIndex(({ text }) => text === last) + 1) % Math.max(1, all.length)];
    if (chosen) this.#turns.set(server, chosen.text);
    return chosen;
  }

  save(): SavedClientMemory {
    const lists = [...this.#lists].map(([list, seen]) => [list, [...seen]] as const);
    return { lists, turns: [...this.#turns], connections: this.connections.save() };
  }

  restore(saved: SavedClientMemory): void {
    for (const [list, seen] of saved.lists) this.#lists.set(list, new Map(seen));
    for (const [server, last] of saved.turns) this.#turns.set(server, last);
    this.connections.restore(saved.connections);
  }
}
