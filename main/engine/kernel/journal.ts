// The journal: every change and every occurrence worth seeing, with what caused it.
import type { RecordBody } from '../../../preload/contract/records.ts';
import type { Micros } from './time.ts';

export type JournalRecord = RecordBody & {
  readonly seq: number;
  readonly t: Micros;
  readonly actor: string;
  /** Sequence number of the record that caused this one; 0 when it is a root. */
  readonly cause: number;
};

/** Numbers the records and keeps them until they are taken. */
export class Journal {
  #lastSeq = 0;
  #pending: JournalRecord[] = [];

  get lastSeq(): number {
    return this.#lastSeq;
  }

  add(t: Micros, actor: string, cause: number, body: RecordBody): number {
    const seq = ++this.#lastSeq;
    this.#pending.push({ seq, t, actor, cause, ...body });
    return seq;
  }

  /** The records since the last call, oldest first; whoever drives the engine must take them regularly. */
  take(): JournalRecord[] {
    const taken = this.#pending;
    this.#pending = [];
    return taken;
  }

  restore(lastSeq: number): void {
    this.#lastSeq = lastSeq;
    this.#pending = [];
  }
}
