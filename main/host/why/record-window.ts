import type { JournalRecord } from '../../engine/kernel/journal.ts';
import type { SessionFile } from '../../store/session-file.ts';

/** Looks records up by number. Those of one stretch between keyframes are read together, since causes lie close by. */
export class RecordWindow {
  readonly #file: SessionFile;
  #records: readonly JournalRecord[] = [];

  constructor(file: SessionFile) {
    this.#file = file;
  }

  /** The record numbered `seq`; undefined when there is none. */
  at(seq: number): JournalRecord | undefined {
    if (seq < 1 || seq > this.#file.head.seq) return undefined;
    const first = this.#records[0]?.seq ?? Infinity;
    const last = this.#records.at(-1)?.seq ?? 0;
    if (seq < first || seq > last) this.#read(seq);
    return this.#records[seq - (this.#records[0]?.seq ?? 0)];
  }

  #read(seq: number): void {
    const fromSeq = (this.#file.keyframeAtOrBefore({ seq: seq - 1 })?.seq ?? 0) + 1;
    this.#records = [...this.#file.readRecords(fromSeq, seq)];
  }
}
