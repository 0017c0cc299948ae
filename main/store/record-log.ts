// The journal of one session: appends records and reads them back, whole, from anywhere.
import type { JournalRecord } from '../engine/kernel/journal.ts';
import { ObjectMap } from './object-map.ts';
import { RecordDecoder, RecordEncoder, type StoredRecord } from './record-codec.ts';
import { expand } from './record-expander.ts';
import type { KeyframeTable } from './tables/keyframe-table.ts';
import type { Head } from './tables/main-branch.ts';
import type { RecordRun, RecordTable } from './tables/record-table.ts';

/** Segments become a chunk when they hold this many records: enough to compress well, few enough to read quickly. */
const CHUNK_RECORDS = 2000;

export class RecordLog {
  readonly #table: RecordTable;
  readonly #keyframes: KeyframeTable;
  #head: Head;
  #objects: ObjectMap;
  /** Those of the chunk under way, whether they are in the file already or not. */
  #segments: RecordRun[];
  #encoder: RecordEncoder;

  /** Picks up at the end of what the tables hold. Throws when that makes no sense. */
  constructor(table: RecordTable, keyframes: KeyframeTable) {
    this.#table = table;
    this.#keyframes = keyframes;
    this.#head = table.head();
    this.#segments = [...table.segments()];
    const decoder = new RecordDecoder(this.#segments[0]?.firstSeq ?? this.#head.seq + 1);
    for (const { bytes } of this.#segments) decoder.decode(bytes);
    this.#encoder = new RecordEncoder(decoder);
    this.#objects = new ObjectMap();
    for (const { objects } of this.#fold(this.#head.seq)) this.#objects = objects;
  }

  get head(): Head {
    return this.#head;
  }

  /** The objects of the cluster at the head. */
  get objects(): ObjectMap {
    return this.#objects;
  }

  /**
   * Appends `records`, which follow the head without a gap, and moves the head. To be called within a transaction; if
   * that is rolled back, this log is no good any more and another must be made.
   */
  append(records: readonly JournalRecord[], { t, steps }: Omit<Head, 'seq'>): void {
    this.#checkOrder(records);
    for (let start = 0; start < records.length; start += CHUNK_RECORDS) {
      const isLast = start + CHUNK_RECORDS >= records.length;
      this.#appendPart(records.slice(start, start + CHUNK_RECORDS), isLast ? steps : undefined);
    }
    this.#head = { seq: this.#head.seq + records.length, t, steps };
    this.#table.setHead(this.#head);
  }

  /** The records numbered `fromSeq` to `toSeq`, both included, as far as there are any. */
  *read(fromSeq: number, toSeq: number): Generator<JournalRecord> {
    for (const { record } of this.#fold(Math.min(toSeq, this.#head.seq), fromSeq)) {
      if (record && record.seq >= fromSeq) yield record;
    }
  }

  /** The number of the last record at or before the instant `t` in microseconds; 0 when there is none. */
  seqAt(t: number): number {
    const run = this.#table.chunkAfterTime(t);
    const records = run ? decodeRun(run) : decodeRuns(this.#segments);
    const later = records.find((record) => record.t > t);
    return later ? later.seq - 1 : this.#head.seq;
  }

  #checkOrder(records: readonly JournalRecord[]): void {
    for (const [index, { seq }] of records.entries()) {
      const expected = this.#head.seq + 1 + index;
      if (seq !== expected) throw new Error(`journal: record ${String(seq)} came where ${String(expected)} was due`);
    }
  }

  #appendPart(records: readonly JournalRecord[], steps: number | undefined): void {
    const [first, last] = [records[0], records.at(-1)];
    if (!first || !last) return;
    const bytes = this.#encoder.encode(records, this.#objects);
    const segment = { kind: 'segment' as const, firstSeq: first.seq, lastSeq: last.seq, lastT: last.t, steps, bytes };
    this.#segments.push(segment);
    if (last.seq - (this.#segments[0] ?? segment).firstSeq + 1 >= CHUNK_RECORDS) this.#closeChunk(segment);
    else this.#table.addSegment(segment);
  }

  #closeChunk(last: RecordRun): void {
    const { firstSeq } = this.#segments[0] ?? last;
    this.#table.addChunk({
      ...last,
      kind: 'chunk',
      firstSeq,
      bytes: Buffer.concat(this.#segments.map(({ bytes }) => bytes)),
    });
    this.#segments = [];
    this.#encoder = new RecordEncoder();
  }

  /** Goes from the newest keyframe before `fromSeq` to `toSeq`: the objects there, then each record with those after it. */
  *#fold(toSeq: number, fromSeq = toSeq + 1): Generator<{ objects: ObjectMap; record?: JournalRecord }> {
    const keyframe = this.#keyframes.atOrBefore({ seq: fromSeq - 1 });
    const objects = new ObjectMap(keyframe?.objects);
    yield { objects };
    for (const stored of this.#stored((keyframe?.seq ?? 0) + 1)) {
      if (stored.seq > toSeq) return;
      yield { objects, record: expand(stored, objects) };
    }
  }

  /** The stored records from `fromSeq` on. */
  *#stored(fromSeq: number): Generator<StoredRecord> {
    let nextSeq = fromSeq;
    // No statement stays open meanwhile, so that whoever reads may write in between.
    for (let run = this.#table.chunkOf(nextSeq); run; run = this.#table.chunkOf(nextSeq)) {
      yield* decodeRun(run).slice(nextSeq - run.firstSeq);
      nextSeq = run.lastSeq + 1;
    }
    const firstSeq = this.#segments[0]?.firstSeq ?? nextSeq;
    yield* decodeRuns(this.#segments).slice(Math.max(0, nextSeq - firstSeq));
  }
}

const decodeRun = (run: RecordRun): StoredRecord[] => new RecordDecoder(run.firstSeq).decode(run.bytes);

function decodeRuns(segments: readonly RecordRun[]): StoredRecord[] {
  const decoder = new RecordDecoder(segments[0]?.firstSeq ?? 0);
  return segments.flatMap(({ bytes }) => decoder.decode(bytes));
}
