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

/** A binary heap of entries ordered by (due, seq). */
export class Agenda {
  #heap: AgendaEntry[] = [];
  #nextSeq = 1;
  readonly #cancelled = new Set<number>();

  get size(): number {
    return this.#heap.length - this.#cancelled.size;
  }

  /** Adds an entry due `delayUs` (0 or more) after `now` and returns its number, by which it can be cancelled. */
  add(now: Micros, delayUs: number, actor: string, type: string, payload: Json, cause: number): number {
    if (!(delayUs >= 0)) throw new Error(`agenda: delay ${String(delayUs)} of ${actor} ${type} is not 0 or more`);
    const seq = this.#nextSeq++;
    this.#push({ due: after(now, delayUs), seq, actor, type, payload, cause });
    return seq;
  }

  /** Drops the entry numbered `seq`, which must still be waiting. */
  cancel(seq: number): void {
    this.#cancelled.add(seq);
  }

  /** Drops all entries of an actor that is no more. */
  removeActor(actor: string): void {
    this.#heap = this.#live().filter((entry) => entry.actor !== actor);
    this.#cancelled.clear();
  }

  /** When the next entry is due; undefined when there is none. */
  nextDue(): Micros | undefined {
    this.#dropCancelled();
    return this.#heap[0]?.due;
  }

  pop(): AgendaEntry | undefined {
    this.#dropCancelled();
    return this.#popHeap();
  }

  save(): SavedAgenda {
    return { nextSeq: this.#nextSeq, entries: this.#live() };
  }

  restore(saved: SavedAgenda): void {
    this.#nextSeq = saved.nextSeq;
    this.#heap = [...saved.entries];
    this.#cancelled.clear();
  }

  // A sorted array is a valid heap; sorting also makes the saved form independent of the heap's history.
  #live(): AgendaEntry[] {
    return this.#heap.filter((entry) => !this.#cancelled.has(entry.seq)).sort((a, b) => a.due - b.due || a.seq - b.seq);
  }

  #dropCancelled(): void {
    while (this.#cancelled.size > 0) {
      const first = this.#heap[0];
      if (!first || !this.#cancelled.delete(first.seq)) return;
      this.#popHeap();
    }
  }

  #push(entry: AgendaEntry): void {
    const heap = this.#heap;
    let index = heap.length;
    heap.push(entry);
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = heap[parentIndex] as AgendaEntry;
      if (isBefore(parent, entry)) break;
      heap[index] = parent;
      index = parentIndex;
    }
    heap[index] = entry;
  }

  #popHeap(): AgendaEntry | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    const length = heap.length;
    if (last === undefined || length === 0) return first;
    let index = 0;
    for (;;) {
      let childIndex = 2 * index + 1;
      if (childIndex >= length) break;
      let child = heap[childIndex] as AgendaEntry;
      const rightIndex = childIndex + 1;
      if (rightIndex < length) {
        const right = heap[rightIndex] as AgendaEntry;
        if (isBefore(right, child)) {
          child = right;
          childIndex = rightIndex;
        }
      }
      if (isBefore(last, child)) break;
      heap[index] = child;
      index = childIndex;
    }
    heap[index] = last;
    return first;
  }
}

function isBefore(a: AgendaEntry, b: AgendaEntry): boolean {
  return a.due < b.due || (a.due === b.due && a.seq < b.seq);
}
