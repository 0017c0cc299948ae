// The rows that hold records: chunks, and segments until they fill one.
import type Database from 'better-sqlite3';
import type { Statement } from 'better-sqlite3';
import { seal, sealCompressed, unseal, unsealCompressed } from '../sealed.ts';
import { MAIN_BRANCH, type Head } from './main-branch.ts';

/** A run of records as bytes; `steps` is undefined where it ends within a batch. */
export interface RecordRun {
  /** A chunk can be read by itself, a segment only after those before it that are not in a chunk yet. */
  readonly kind: 'chunk' | 'segment';
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly lastT: number;
  readonly steps: number | undefined;
  readonly bytes: Buffer;
}

interface Row {
  readonly first_seq: number;
  readonly last_seq: number;
  readonly last_t: number;
  readonly steps: number | null;
  readonly body: Uint8Array;
}

type Insert = Statement<[number, number, number, number, number | null, Uint8Array], never>;

const COLUMNS = 'first_seq, last_seq, last_t, steps, body';

export class RecordTable {
  readonly #insertChunk: Insert;
  readonly #insertSegment: Insert;
  readonly #clearSegments: Statement<[number], never>;
  readonly #chunkOf: Statement<[number, number], Row>;
  readonly #chunkAtTime: Statement<[number, number], Row>;
  readonly #segments: Statement<[number], Row>;
  readonly #setHead: Statement<[number, number, number, number], never>;
  readonly #head: Statement<[number], Head>;

  constructor(database: Database) {
    this.#insertChunk = database.prepare('INSERT INTO chunks VALUES (?, ?, ?, ?, ?, ?)');
    this.#insertSegment = database.prepare('INSERT INTO segments VALUES (?, ?, ?, ?, ?, ?)');
    this.#clearSegments = database.prepare('DELETE FROM segments WHERE branch = ?');
    this.#chunkOf = database.prepare(
      `SELECT ${COLUMNS} FROM chunks WHERE branch = ? AND first_seq <= ? ORDER BY first_seq DESC LIMIT 1`,
    );
    this.#chunkAtTime = database.prepare(
      `SELECT ${COLUMNS} FROM chunks WHERE branch = ? AND last_t > ? ORDER BY first_seq LIMIT 1`,
    );
    this.#segments = database.prepare(`SELECT ${COLUMNS} FROM segments WHERE branch = ? ORDER BY first_seq`);
    this.#setHead = database.prepare('UPDATE branches SET head_seq = ?, head_t = ?, head_steps = ? WHERE id = ?');
    this.#head = database.prepare(
      'SELECT head_seq AS seq, head_t AS t, head_steps AS steps FROM branches WHERE id = ?',
    );
  }

  head(): Head {
    return this.#head.get(MAIN_BRANCH) ?? { seq: 0, t: 0, steps: 0 };
  }

  setHead({ seq, t, steps }: Head): void {
    this.#setHead.run(seq, t, steps, MAIN_BRANCH);
  }

  /** Adds a chunk in the place of all segments, which it contains. */
  addChunk(run: RecordRun): void {
    this.#clearSegments.run(MAIN_BRANCH);
    this.#insertChunk.run(...valuesOf(run, sealCompressed(run.bytes)));
  }

  addSegment(run: RecordRun): void {
    this.#insertSegment.run(...valuesOf(run, seal(run.bytes)));
  }

  /** The chunk that holds the record numbered `seq`; undefined when none does. */
  chunkOf(seq: number): RecordRun | undefined {
    const row = this.#chunkOf.get(MAIN_BRANCH, seq);
    return row && row.last_seq >= seq ? runOf('chunk', row, unsealCompressed(row.body)) : undefined;
  }

  /** The first chunk that holds a record later than `t`; undefined when none does. */
  chunkAfterTime(t: number): RecordRun | undefined {
    const row = this.#chunkAtTime.get(MAIN_BRANCH, t);
    return row && runOf('chunk', row, unsealCompressed(row.body));
  }

  *segments(): Generator<RecordRun> {
    for (const row of this.#segments.iterate(MAIN_BRANCH)) yield runOf('segment', row, unseal(row.body));
  }
}

function valuesOf(run: RecordRun, body: Uint8Array): [number, number, number, number, number | null, Uint8Array] {
  return [MAIN_BRANCH, run.firstSeq, run.lastSeq, run.lastT, run.steps ?? null, body];
}

function runOf(kind: RecordRun['kind'], row: Row, bytes: Buffer): RecordRun {
  return {
    kind,
    firstSeq: row.first_seq,
    lastSeq: row.last_seq,
    lastT: row.last_t,
    steps: row.steps ?? undefined,
    bytes,
  };
}
