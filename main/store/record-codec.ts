// Journal records as bytes. A chunk is a run of segments, one for each batch that was written; all share one table of
// strings, and times and causes are told as distances. Of an object's change only the difference is kept.
import type { ObjectKey } from '../../preload/contract/objects.ts';
import type { JournalRecord } from '../engine/kernel/journal.ts';
import type { Json } from '../engine/kernel/json.ts';
import type { Micros } from '../engine/kernel/time.ts';
import type { ObjectMap } from './object-map.ts';
import { difference, type Patch } from './object-patch.ts';
import { PackedReader, PackedWriter } from './packed-json.ts';
import { StringTable } from './string-table.ts';

/** Who wrote a record when, and on whose account. */
export interface Place {
  readonly seq: number;
  readonly t: Micros;
  readonly actor: string;
  readonly cause: number;
}

type ObjectChange = 'object-updated' | 'object-deleted';
type JournaledChange = JournalRecord & { readonly type: ObjectChange };
/** A change of an object that is known from earlier records. */
export type StoredChange = Place & ObjectKey & { readonly type: ObjectChange; readonly patch: Patch };
/** A record as it is stored: what stands in the file, without looking at other records. */
export type StoredRecord = Exclude<JournalRecord, { type: 'object-updated' }> | StoredChange;

/** Four bytes each: the number of records, and the length of the strings that are new. */
const HEADER_BYTES = 8;
/** What is told before the other properties, without a name. */
const PLACE: ReadonlySet<string> = new Set(['seq', 't', 'actor', 'cause'] satisfies (keyof Place)[]);

/** Writes one chunk, segment by segment. */
export class RecordEncoder {
  readonly #strings: StringTable;
  readonly #writer: PackedWriter;
  #lastT: number;

  /** Starts a chunk, or goes on after what `read` has read of one. */
  constructor(read?: RecordDecoder) {
    this.#strings = read?.strings ?? new StringTable();
    this.#lastT = read?.lastT ?? 0;
    this.#writer = new PackedWriter(this.#strings);
  }

  /** The next segment. `objects` are those before the first record, and are brought up to after the last one. */
  encode(records: readonly JournalRecord[], objects: ObjectMap): Buffer {
    const stringsBefore = this.#strings.size;
    for (const record of records) {
      this.#write(toStored(record, objects));
      objects.apply(record);
    }
    const strings = Buffer.from(JSON.stringify(this.#strings.since(stringsBefore)));
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeUInt32LE(records.length, 0);
    header.writeUInt32LE(strings.length, 4);
    return Buffer.concat([header, strings, this.#writer.take()]);
  }

  #write(record: StoredRecord): void {
    const writer = this.#writer;
    writer.natural(record.t - this.#lastT);
    writer.natural(record.cause === 0 ? 0 : record.seq - record.cause);
    writer.string(record.actor);
    writer.members(record as unknown as Readonly<Record<string, Json>>, PLACE);
    this.#lastT = record.t;
  }
}

/** Reads one chunk, segment by segment. */
export class RecordDecoder {
  readonly strings = new StringTable();
  #nextSeq: number;
  #lastT = 0;

  constructor(firstSeq: number) {
    this.#nextSeq = firstSeq;
  }

  get lastT(): number {
    return this.#lastT;
  }

  /** The records of the segments in `bytes`. Throws a RangeError or SyntaxError when they make no sense. */
  decode(bytes: Buffer): StoredRecord[] {
    const records: StoredRecord[] = [];
    for (let position = 0; position < bytes.length;) position = this.#readSegment(bytes, position, records);
    return records;
  }

  #readSegment(bytes: Buffer, start: number, records: StoredRecord[]): number {
    const count = bytes.readUInt32LE(start);
    const reader = new PackedReader(bytes, start + HEADER_BYTES, this.strings);
    const strings = JSON.parse(reader.text(bytes.readUInt32LE(start + 4))) as readonly string[];
    for (const text of strings) this.strings.numberOf(text);
    for (let index = 0; index < count; index++) records.push(this.#read(reader));
    return reader.position;
  }

  #read(reader: PackedReader): StoredRecord {
    const seq = this.#nextSeq++;
    const t = (this.#lastT += reader.natural());
    const distance = reader.natural();
    const place = { seq, t, actor: reader.string(), cause: distance === 0 ? 0 : seq - distance };
    return reader.members(place) as unknown as StoredRecord;
  }
}

function toStored(record: JournalRecord, objects: ObjectMap): StoredRecord {
  switch (record.type) {
    case 'object-updated':
      return toChange(record, record.previous);
    case 'object-deleted': {
      const known = objects.get(record);
      return known ? toChange(record, known) : record;
    }
    default:
      return record;
  }
}

// The properties of objects are plain JSON, which their types do not say.
function toChange(record: JournaledChange, known: unknown): StoredChange {
  const { seq, t, actor, cause, type, resource, namespace, name } = record;
  const patch = difference(known as Json, record.object as Json) ?? {};
  return { seq, t, actor, cause, type, resource, namespace, name, patch };
}
