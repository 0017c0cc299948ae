// The sessions of a folder: listed, made, renamed, deleted. Only closed ones are touched; who has one open has it alone.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { SessionInfo } from '../../preload/contract/calls.ts';
import type { Outcome, Problem } from '../../preload/contract/problems.ts';
import { closeConnection, openConnection, openForReading } from './connection.ts';
import { SESSION_EXTENSION, displayName, fileNameOf } from './session-name.ts';
import { StorageError, attempt, sessionProblem } from './storage-problems.ts';
import { MetaTable } from './tables/meta-table.ts';

/** The sessions in `folder`, the latest changed first. Empty when there is no such folder. */
export function listSessions(folder: string): SessionInfo[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(SESSION_EXTENSION))
    .map((file) => sessionInfo(join(folder, file)))
    .sort((a, b) => b.changedMs - a.changedMs || (a.path < b.path ? -1 : 1));
}

/** What can be told of the session at `path` without opening it for good. */
export function sessionInfo(path: string): SessionInfo {
  const full = resolve(path);
  const name = savedName(full);
  const problem = name.ok ? undefined : name.problem;
  const { size, mtimeMs } = statSync(full, { throwIfNoEntry: false }) ?? { size: 0, mtimeMs: 0 };
  return {
    path: full,
    name: displayName(full, name.ok ? name.value : undefined),
    sizeBytes: size,
    changedMs: Math.round(mtimeMs),
    open: problem?.code === 'session-in-use',
    problem: problem && problem.code !== 'session-in-use' ? problem.message : undefined,
  };
}

/** A path in `folder` for a new session called `name`, with a number added if that is taken. Makes the folder. */
export function pathForNew(folder: string, name: string): Outcome<string> {
  return attempt(folder, () => {
    mkdirSync(folder, { recursive: true });
    const path = pathOf(folder, name);
    for (let number = 2, free = path; ; number++) {
      if (!existsSync(free)) return free;
      free = pathOf(folder, `${name} ${String(number)}`);
    }
  });
}

/** Gives a closed session another name, and its file with it. Refuses the name of another file. */
export function renameSession(path: string, name: string): Outcome<SessionInfo> {
  const full = resolve(path);
  return attempt(full, () => {
    const renamed = pathOf(dirname(full), name);
    if (renamed !== full && existsSync(renamed) && !isSameFile(renamed, full)) {
      throw new StorageError(sessionProblem('session-exists', renamed));
    }
    const database = openConnection(full);
    new MetaTable(database).set({ name });
    closeConnection(database);
    renameSync(full, renamed);
    return sessionInfo(renamed);
  });
}

/** Deletes a closed session, whatever is wrong with it. */
export function deleteSession(path: string): Outcome<void> {
  const full = resolve(path);
  const name = savedName(full);
  if (!name.ok && refusesDeletion(name.problem)) return name;
  return attempt(full, () => {
    // The file itself last: a log left behind would be taken for that of the next file of this name.
    for (const suffix of ['-wal', '-shm', '']) rmSync(full + suffix, { force: true });
  });
}

function refusesDeletion({ code }: Problem): boolean {
  return code === 'session-in-use' || code === 'session-missing' || code === 'file-unreadable';
}

function savedName(path: string): Outcome<string> {
  return attempt(path, () => {
    const database = openForReading(path);
    try {
      return new MetaTable(database).name();
    } finally {
      database.close();
    }
  });
}

function pathOf(folder: string, name: string): string {
  const file = fileNameOf(name);
  if (file === undefined) throw new StorageError(sessionProblem('session-name-invalid', '', { name }));
  return join(folder, file);
}

/** On file systems that do not tell `A` from `a`, a change of case alone meets the file itself. */
function isSameFile(a: string, b: string): boolean {
  return statSync(a).ino === statSync(b).ino;
}
