// A moment of the past, folded from the records of the file by the same code as the living one, and a way on from it.
// Its place is a sequence number; times only lead there.
import type { JournalRecord } from '../engine/kernel/journal.ts';
import type { SessionFile } from '../store/session-file.ts';
import { Projection, type SavedProjection } from './projection/projection.ts';

const RECORDS_A_LOOK = 64;

export class PastView {
  readonly projection: Projection;
  #ahead: Iterator<JournalRecord>;
  #next: JournalRecord | undefined;

  private constructor(file: SessionFile, projection: Projection) {
    this.projection = projection;
    this.#ahead = file.readRecords(projection.seq + 1, file.head.seq);
    this.#read();
  }

  /** The moment after the record numbered `seq`. */
  static atSeq(file: SessionFile, seq: number): PastView {
    const past = PastView.#fromKeyframe(file, { seq });
    past.#foldWhile((record) => record.seq <= seq);
    return past;
  }

  /** The moment `timeUs`: after all records up to then. */
  static atTime(file: SessionFile, timeUs: number): PastView {
    const past = PastView.#fromKeyframe(file, { t: timeUs });
    past.#foldWhile((record) => record.t <= timeUs);
    past.projection.moveTo(timeUs);
    return past;
  }

  static #fromKeyframe(file: SessionFile, moment: { readonly seq: number } | { readonly t: number }): PastView {
    const keyframe = file.keyframeAtOrBefore(moment);
    // The projection was written by this program.
    const saved = keyframe?.projection as SavedProjection | undefined;
    return new PastView(file, new Projection(saved, keyframe?.objects));
  }

  get atHead(): boolean {
    return this.#next === undefined;
  }

  /** Goes on by one record; false when there is none. */
  stepForward(): boolean {
    const record = this.#next;
    if (!record) return false;
    this.#fold(record);
    return true;
  }

  /** Plays to `targetUs`, or to the end, until `outOfTime` says so; tells of every record. */
  advance(targetUs: number, outOfTime: () => boolean, tell: (record: JournalRecord) => void): void {
    for (let count = 1; this.#next && this.#next.t <= targetUs; count++) {
      tell(this.#next);
      this.#fold(this.#next);
      if (count % RECORDS_A_LOOK === 0 && outOfTime()) return;
    }
    if (this.#next) this.projection.moveTo(targetUs);
  }

  #foldWhile(wanted: (record: JournalRecord) => boolean): void {
    while (this.#next && wanted(this.#next)) this.#fold(this.#next);
  }

  #fold(record: JournalRecord): void {
    this.projection.fold(record);
    this.#read();
  }

  #read(): void {
    const next = this.#ahead.next();
    this.#next = next.done === true ? undefined : next.value;
  }
}
