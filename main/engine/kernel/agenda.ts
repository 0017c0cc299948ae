// The agenda: what is due when. Entries are data, never closures, so that the engine can be saved at any instant.
import type { Json } from './json.ts';
import { after, type Micros } from './time.ts';

export interface AgendaEntry {
  readonly due: Micros;
  /** Breaks ties: of two entries due at one instant the one scheduled first comes first. */
  readonly seq: number;
  readonly actor: string;
  readonly type: string;
  readonly payload: Json;
  /** Sequence number of the record that led to this entry; 0 when nothing did. */
  readonly cause: number;
}

export interface SavedAgenda {
  readonly nextSeq: number;
  readonly entries: readonly AgendaEntry[];
}

/** How many children a place of the heap has: fewer levels than with two, and the children lie side by side. */
const ARITY = 4;

/**
 * A heap of entries ordered by (due, seq). The keys stand in arrays of numbers beside the entries, so that sifting does
 * not chase pointers.
 */
export class Agenda {
  #size = 0;
  #dues = new Float64Array(1024);
  #seqs = new Float64Array(1024);
  #entries: AgendaEntry[] = [];
  #nextSeq = 1;
  readonly #cancelled = new Set<number>();

  get size(): number {
    return this.#size - this.#cancelled.size;
  }

  /** Adds an entry due `delayUs` (0 or more) after `now` and returns its number, by which it can be cancelled. */
  add(now: Micros, delayUs: number, actor: string, type: string, payload: Json, cause: number): number {
    if (!(delayUs >= 0)) throw new Error(`agenda: delay ${String(delayUs)} of ${actor} ${type} is not 0 or more`);
    const seq = this.#nextSeq++;
    this.#push({ due: after(now, delayUs), seq, actor, type, payload, cause });
    return seq;
  }

  /** Puts an entry back that was popped, under the number it has. */
  put(entry: AgendaEntry): void {
    this.#push(entry);
  }

  /** Drops the entry numbered `seq`, which must still be waiting. */
  cancel(seq: number): void {
    this.#cancelled.add(seq);
  }

  /** Drops all entries of an actor that is no more. */
  removeActor(actor: string): void {
    this.#load(this.#live().filter((entry) => entry.actor !== actor));
  }

  /** When the next entry is due; undefined when there is none. */
  nextDue(): Micros | undefined {
    this.#dropCancelled();
    return this.#entries[0]?.due;
  }

  pop(): AgendaEntry | undefined {
    this.#dropCancelled();
    return this.#popHeap();
  }

  /** Takes out the next entry if it is due by `limit`. */
  popDue(limit: Micros): AgendaEntry | undefined {
    this.#dropCancelled();
    return this.#size > 0 && (this.#dues[0] as number) <= limit ? this.#popHeap() : undefined;
  }

  save(): SavedAgenda {
    return { nextSeq: this.#nextSeq, entries: this.#live() };
  }

  restore(saved: SavedAgenda): void {
    this.#nextSeq = saved.nextSeq;
    this.#load(saved.entries);
  }

  // In order, so that what is saved does not depend on the heap's history.
  #live(): AgendaEntry[] {
    return this.#entries
      .filter((entry) => !this.#cancelled.has(entry.seq))
      .sort((a, b) => a.due - b.due || a.seq - b.seq);
  }

  #load(entries: readonly AgendaEntry[]): void {
    this.#size = 0;
    this.#entries = [];
    this.#cancelled.clear();
    for (const entry of entries) this.#push(entry);
  }

  #dropCancelled(): void {
    while (this.#cancelled.size > 0 && this.#size > 0) {
      if (!this.#cancelled.delete(this.#seqs[0] as number)) return;
      this.#popHeap();
    }
  }

  #push(entry: AgendaEntry): void {
    if (this.#size === this.#dues.length) this.#grow();
    const { due, seq } = entry;
    let index = this.#size++;
    while (index > 0) {
      const parent = (index - 1) >> 2;
      if (this.#isBefore(parent, due, seq)) break;
      this.#move(parent, index);
      index = parent;
    }
    this.#place(index, entry);
  }

  #popHeap(): AgendaEntry | undefined {
    const first = this.#entries[0];
    const last = this.#entries[this.#size - 1];
    if (first === undefined || last === undefined) return undefined;
    this.#size--;
    this.#entries.length = this.#size;
    if (this.#size > 0) this.#sink(last);
    return first;
  }

  /** Puts `entry` in the empty place at the top and lets it sink to where it belongs. */
  #sink(entry: AgendaEntry): void {
    const { due, seq } = entry;
    let index = 0;
    for (;;) {
      const child = this.#earliestChild(index);
      if (child < 0 || !this.#isBefore(child, due, seq)) break;
      this.#move(child, index);
      index = child;
    }
    this.#place(index, entry);
  }

  /** The child of `index` that comes first; -1 when it has none. */
  #earliestChild(index: number): number {
    const first = ARITY * index + 1;
    const end = Math.min(first + ARITY, this.#size);
    if (first >= end) return -1;
    let earliest = first;
    for (let child = first + 1; child < end; child++) {
      if (this.#isBefore(child, this.#dues[earliest] as number, this.#seqs[earliest] as number)) earliest = child;
    }
    return earliest;
  }

  #isBefore(index: number, due: number, seq: number): boolean {
    const own = this.#dues[index] as number;
    return own < due || (own === due && (this.#seqs[index] as number) < seq);
  }

  #move(from: number, to: number): void {
    this.#dues[to] = this.#dues[from] as number;
    this.#seqs[to] = this.#seqs[from] as number;
    this.#entries[to] = this.#entries[from] as AgendaEntry;
  }

  #place(index: number, entry: AgendaEntry): void {
    this.#dues[index] = entry.due;
    this.#seqs[index] = entry.seq;
    this.#entries[index] = entry;
  }

  #grow(): void {
    const dues = new Float64Array(this.#dues.length * 2);
    const seqs = new Float64Array(this.#seqs.length * 2);
    dues.set(this.#dues);
    seqs.set(this.#seqs);
    this.#dues = dues;
    this.#seqs = seqs;
  }
}
