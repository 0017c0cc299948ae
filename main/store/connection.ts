// A connection to a session file. How a session is locked, how durable it is and what a foreign file looks like is
// decided here.
//
// Locking: SQLite's own, held for as long as the session is open (`locking_mode = EXCLUSIVE`). The operating system
// drops it when the process ends, however it ends. It hangs on the file for the whole process: nothing here may open a
// session file by other means, since closing it would drop the lock of a session that is open in the same process.
//
// Durability: a batch is acknowledged after COMMIT, by which time its frames have been handed to the operating system
// (WAL). They outlive a `kill -9`. `synchronous = NORMAL` leaves out the flush to the disk at each commit, which only a
// power cut could tell: then the newest batches may be missing, but the file is whole up to one of them.
import Database from 'better-sqlite3';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { FORMAT, migrate } from './migrations/migrations.ts';
import { StorageError, sessionProblem } from './storage-problems.ts';

/** `KUBE` in ASCII: stands in the header of each session file, so that `file` and we can tell it. */
const APPLICATION_ID = 0x4b_55_42_45;
/** A path that stands for no file. */
export const IN_MEMORY = ':memory:';
/** SQLite takes much shorter files for empty databases. */
const PAGE_BYTES_MIN = 512;
/** Somebody who only looks (the list of sessions) lets go within this. */
const LOCK_WAIT_MS = 250;

/** Makes an empty session file at `path`, where nothing must be, or in memory, and leaves it open. */
export function createConnection(path: string): Database {
  const database = new Database(path, { timeout: LOCK_WAIT_MS });
  database.pragma(`application_id = ${String(APPLICATION_ID)}`, { simple: true });
  database.exec('BEGIN');
  migrate(database, 0);
  database.exec('COMMIT');
  return database;
}

interface OpenConnectionOptions {
  readonly waitMs?: number;
  /** Throws when the session is not one to go on with: then not a byte of the file is changed. */
  readonly check?: (database: Database) => void;
}

/** Opens a session file to go on with it; nobody else can open it until it is closed. Throws StorageError or SQLite's. */
export function openConnection(path: string, { waitMs = LOCK_WAIT_MS, check }: OpenConnectionOptions = {}): Database {
  return guarded(fileAt(path, { readonly: false, waitMs }), (database) => {
    checkFolder(path);
    database.pragma('locking_mode = EXCLUSIVE', { simple: true });
    const format = knownFormat(database, path);
    database.exec('BEGIN IMMEDIATE');
    migrate(database, format);
    check?.(database);
    database.exec('COMMIT');
    if (database.pragma('journal_mode = WAL', { simple: true }) !== 'wal') {
      throw new StorageError(sessionProblem('disk-read-only', path));
    }
    database.pragma('synchronous = NORMAL', { simple: true });
  });
}

/** Opens a session file only to read it; several may at once. Whoever only looks does not wait for a lock. */
export function openForReading(path: string, check?: (database: Database) => void): Database {
  // What a crash left beside the file has to be merged first, and only a writer can do that.
  if (existsSync(`${path}-wal`)) closeConnection(openConnection(path, { waitMs: 0 }));
  return guarded(fileAt(path, { readonly: true, waitMs: 0 }), (database) => {
    if (knownFormat(database, path) < FORMAT) throw new StorageError(sessionProblem('disk-read-only', path));
    check?.(database);
  });
}

/** Opens a damaged file so that SQLite answers as far as it can. */
export function openDamaged(path: string): Database {
  return guarded(fileAt(path, { readonly: true, waitMs: LOCK_WAIT_MS }), (database) => {
    database.unsafeMode(true);
    database.pragma('writable_schema = ON', { simple: true });
    knownFormat(database, path);
  });
}

/** Closes so that the file is one file again, without `-wal` and `-shm` beside it. */
export function closeConnection(database: Database): void {
  try {
    database.pragma('journal_mode = DELETE', { simple: true });
  } finally {
    database.close();
  }
}

/** The format of the file behind `database`; throws StorageError unless it is a session that this version can read. */
function knownFormat(database: Database, path: string): number {
  if (database.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
    throw new StorageError(sessionProblem('session-not-kubarium', path));
  }
  const format = Number(database.pragma('user_version', { simple: true }));
  if (format > FORMAT) throw new StorageError(sessionProblem('session-newer', path, { format, known: FORMAT }));
  return format;
}

/** Throws when no file can be made beside `path`: SQLite says only that it cannot open one, not why. */
export function checkFolder(path: string): void {
  const folder = dirname(path);
  if (!existsSync(folder)) throw new StorageError(sessionProblem('file-unwritable', path));
  try {
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    throw new StorageError(sessionProblem('disk-read-only', path), { cause });
  }
}

function fileAt(path: string, { readonly, waitMs }: { readonly: boolean; waitMs: number }): Database {
  const stats = statSync(path);
  if (!stats.isFile()) throw new StorageError(sessionProblem('file-unreadable', path));
  if (stats.size === 0) throw new StorageError(sessionProblem('session-empty', path));
  if (stats.size < PAGE_BYTES_MIN) throw new StorageError(sessionProblem('session-not-sqlite', path));
  return new Database(path, { readonly, fileMustExist: true, timeout: waitMs });
}

/** Prepares a fresh connection; closes it again if that fails. */
function guarded(database: Database, prepare: (database: Database) => void): Database {
  try {
    prepare(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
