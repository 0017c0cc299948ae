// One session, one file: its settings, its history and where the person put things. What is appended is on record when
// the call returns (see connection.ts for what that means).
import type Database from 'better-sqlite3';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { succeed, type Outcome, type Problem } from '../../preload/contract/problems.ts';
import type { LayoutEntry, LifeChange, RequestBucket } from '../../preload/contract/views.ts';
import type { JournalRecord } from '../engine/kernel/journal.ts';
import { checkFolder, closeConnection, createConnection } from './connection.ts';
import { RecordLog } from './record-log.ts';
import { openDatabase, type OpenedDatabase } from './session-opening.ts';
import { StorageError, attempt, sessionProblem } from './storage-problems.ts';
import type { StoredInput } from './tables/input-table.ts';
import type { Keyframe, Moment, NewKeyframe } from './tables/keyframe-table.ts';
import type { Head } from './tables/main-branch.ts';
import { MetaTable, type SessionMeta } from './tables/meta-table.ts';
import type { SessionTables } from './tables/session-tables.ts';

export type { Head, Keyframe, Moment, NewKeyframe, SessionMeta, StoredInput };

/** What happened since the last batch. Put on record all or nothing. */
export interface Batch {
  /** Done from outside, in order. */
  readonly inputs: readonly StoredInput[];
  /** The records that follow the head, without a gap. */
  readonly records: readonly JournalRecord[];
  readonly lives: readonly LifeChange[];
  /** Counts of seconds as they are now; they take the place of earlier ones. */
  readonly buckets: readonly RequestBucket[];
  /** Where the engine is now. */
  readonly head: Omit<Head, 'seq'>;
}

export interface OpenedSession {
  readonly session: SessionFile;
  /** What was lost, when the file was damaged. */
  readonly damage: Problem | undefined;
}

export interface OpenOptions {
  /** `read`: the file is not changed, others may read it too, and appending is refused. */
  readonly mode?: 'change' | 'read';
  /** The file must not grow larger; in bytes, rounded up to a page. */
  readonly sizeMaxBytes?: number;
}

export class SessionFile {
  readonly path: string;
  readonly meta: SessionMeta;
  readonly #database: Database;
  readonly #tables: SessionTables;
  #log: RecordLog;

  private constructor(path: string, { database, tables }: OpenedDatabase) {
    this.path = path;
    this.#database = database;
    this.#tables = tables;
    this.meta = tables.meta.read();
    this.#log = new RecordLog(tables.records, tables.keyframes);
  }

  /** Makes a session and opens it. Refuses when a file is there already. */
  static create(path: string, meta: SessionMeta, options: OpenOptions = {}): Outcome<SessionFile> {
    const made = attempt(path, () => makeFile(resolve(path), meta));
    if (!made.ok) return made;
    const opened = SessionFile.open(path, options);
    return opened.ok ? succeed(opened.value.session) : opened;
  }

  /** Opens a session; a damaged one as far as it is whole. */
  static open(path: string, options: OpenOptions = {}): Outcome<OpenedSession> {
    const full = resolve(path);
    return attempt(full, () => {
      const opened = openDatabase(full, options.mode ?? 'change');
      try {
        limitSize(opened.database, options.sizeMaxBytes);
        return { session: new SessionFile(full, opened), damage: opened.damage };
      } catch (error) {
        opened.database.close();
        throw error;
      }
    });
  }

  /** The end of history. */
  get head(): Head {
    return this.#log.head;
  }

  /** Puts a batch on record in one transaction. After a failure the session is as it was, and the batch can be tried again. */
  append(batch: Batch): Outcome<void> {
    return this.#change(() => {
      for (const input of batch.inputs) this.#tables.inputs.add(input);
      this.#log.append(batch.records, batch.head);
      for (const life of batch.lives) this.#tables.lives.addLife(life);
      for (const bucket of batch.buckets) this.#tables.lives.putBucket(bucket);
    });
  }

  /** Adds a keyframe of the head, from which any later moment is reached more quickly. */
  addKeyframe(keyframe: NewKeyframe): Outcome<void> {
    const { seq } = this.head;
    if (keyframe.seq !== seq) throw new Error(`keyframe of record ${keyframe.seq} at head ${seq}`);
    return this.#change(() => this.#tables.keyframes.add(keyframe, this.#log.objects.save()));
  }

  /** The newest keyframe at or before a moment. */
  keyframeAtOrBefore(moment: Moment): Keyframe | undefined {
    return this.#tables.keyframes.atOrBefore(moment);
  }

  /** The newest keyframe from which the engine can go on. */
  newestEngineKeyframe(): Keyframe | undefined {
    return this.#tables.keyframes.withEngineAtOrBefore(this.head.seq);
  }

  /** The records numbered `fromSeq` to `toSeq`, both included, as far as there are any. Appending meanwhile is fine. */
  readRecords(fromSeq: number, toSeq: number): Generator<JournalRecord> {
    return this.#log.read(fromSeq, toSeq);
  }

  /** The number of the last record at or before the instant `t` in microseconds; 0 when there is none. */
  seqAt(t: number): number {
    return this.#log.seqAt(t);
  }

  /** What was done from outside after the record numbered `seq`, in order. */
  inputsAfter(seq: number): StoredInput[] {
    return [...this.#tables.inputs.since(seq)];
  }

  get lives(): LifeChange[] {
    return [...this.#tables.lives.lives()];
  }

  get buckets(): RequestBucket[] {
    return [...this.#tables.lives.buckets()];
  }

  get layout(): LayoutEntry[] {
    return [...this.#tables.layout.all()];
  }

  place(entry: LayoutEntry): Outcome<void> {
    return this.#change(() => this.#tables.layout.put(entry));
  }

  resetLayout(): Outcome<void> {
    return this.#change(() => this.#tables.layout.clear());
  }

  /** Closes the file, so that it can be copied, mailed or opened elsewhere. Nothing may be asked of the session afterwards. */
  close(): Outcome<void> {
    return attempt(this.path, () => closeConnection(this.#database));
  }

  #change(work: () => void): Outcome<void> {
    return attempt(this.path, () => {
      this.#database.exec('BEGIN IMMEDIATE');
      try {
        work();
        this.#database.exec('COMMIT');
      } catch (error) {
        // On a full disk SQLite may have rolled back by itself.
        if (this.#database.inTransaction) this.#database.exec('ROLLBACK');
        this.#log = new RecordLog(this.#tables.records, this.#tables.keyframes);
        throw error;
      }
    });
  }
}

/** Makes the file under another name first: a session file is whole or it is not there. */
function makeFile(path: string, meta: SessionMeta): void {
  if (existsSync(path)) throw new StorageError(sessionProblem('session-exists', path));
  checkFolder(path);
  const fresh = `${path}.new`;
  for (const leftover of [fresh, `${path}-wal`, `${path}-shm`]) rmSync(leftover, { force: true });
  const database = createConnection(fresh);
  new MetaTable(database).set(meta);
  closeConnection(database);
  renameSync(fresh, path);
}

function limitSize(database: Database, bytesMax: number | undefined): void {
  if (bytesMax === undefined) return;
  const pageBytes = Number(database.pragma('page_size', { simple: true }));
  database.pragma(`max_page_count = ${String(Math.ceil(bytesMax / pageBytes))}`, { simple: true });
}
