// Opens a session's file: sound ones as they are, damaged ones as far as they can be read.
import type Database from 'better-sqlite3';
import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import type { Problem } from '../../preload/contract/problems.ts';
import { MINUTE, SECOND } from '../engine/kernel/time.ts';
import { IN_MEMORY, closeConnection, openConnection, openDamaged, openForReading } from './connection.ts';
import { rescue, type Rescue } from './rescue.ts';
import { checkSound, isReadable } from './soundness.ts';
import { StorageError, sessionProblem } from './storage-problems.ts';
import { SessionTables } from './tables/session-tables.ts';

export interface OpenedDatabase {
  readonly database: Database;
  readonly tables: SessionTables;
  /** What was lost, when the file was damaged. */
  readonly damage?: Problem;
}

/**
 * Opens the session file at `path`, for changing or only for reading. A damaged file that is to be changed is replaced
 * by what could be read of it, and kept beside it. Throws StorageError or an error of SQLite or the file system.
 */
export function openDatabase(path: string, mode: 'change' | 'read'): OpenedDatabase {
  const beside = ['-wal', '-shm'].map((suffix) => path + suffix).filter((file) => !existsSync(file));
  try {
    return openAsFarAsItIsWhole(path, mode);
  } catch (error) {
    // SQLite may leave beside a broken file what it began for it.
    for (const file of beside) rmSync(file, { force: true });
    throw error;
  }
}

function openAsFarAsItIsWhole(path: string, mode: 'change' | 'read'): OpenedDatabase {
  const whole = openIfWhole(path, mode);
  if (whole) return whole;
  return mode === 'change' ? replaceDamaged(path) : readDamaged(path);
}

function openIfWhole(path: string, mode: 'change' | 'read'): OpenedDatabase | undefined {
  let opened: OpenedDatabase | undefined;
  isReadable(() => {
    const database = mode === 'change' ? openConnection(path, { check: checkSound }) : openForReading(path, checkSound);
    opened = { database, tables: new SessionTables(database) };
  });
  return opened;
}

function readDamaged(path: string): OpenedDatabase {
  const rescued = rescueFrom(path, IN_MEMORY);
  const { database } = rescued;
  return { database, tables: new SessionTables(database), damage: damageOf(path, rescued, '') };
}

function replaceDamaged(path: string): OpenedDatabase {
  const kept = unusedPath(`${path}.damaged`);
  const fresh = `${path}.rescued`;
  rmSync(fresh, { force: true });
  const rescued = rescueFrom(path, fresh);
  closeConnection(rescued.database);
  copyFileSync(path, kept);
  // What a crash left of the old file must not be taken for the new one's.
  for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
  renameSync(fresh, path);
  const database = openConnection(path);
  return { database, tables: new SessionTables(database), damage: damageOf(path, rescued, kept) };
}

function rescueFrom(path: string, target: string): Rescue {
  const damaged = openDamaged(path);
  let rescued: Rescue | undefined;
  try {
    isReadable(() => (rescued = rescue(damaged, target)));
  } finally {
    damaged.close();
  }
  if (!rescued) throw new StorageError(sessionProblem('session-damaged', path));
  return rescued;
}

function damageOf(path: string, { head, lastSeq }: Rescue, kept: string): Problem {
  const params = { seq: head.seq, lastSeq, time: timeText(head.t), kept: basename(kept) };
  const problem = sessionProblem('session-damaged', path, params);
  const { file } = problem.params;
  const lost = lastSeq > head.seq ? `records ${head.seq + 1} to ${lastSeq} are lost` : 'no record is known to be lost';
  return {
    ...problem,
    message: `${String(file)} was damaged: its history is whole up to ${params.time} (record ${head.seq}), ${lost}.`,
    hint: kept === '' ? 'The file was left as it is.' : `The damaged file was kept as ${params.kept}.`,
  };
}

function timeText(t: number): string {
  const minutes = Math.floor(t / MINUTE);
  const seconds = ((t % MINUTE) / SECOND).toFixed(1);
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds} s`;
}

function unusedPath(path: string): string {
  let candidate = path;
  for (let number = 2; existsSync(candidate); number++) candidate = `${path}-${number}`;
  return candidate;
}
