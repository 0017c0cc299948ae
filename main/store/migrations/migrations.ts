// The format of a session file is the number of migrations it went through. The list only ever grows at its end.
import type Database from 'better-sqlite3';
import { first } from './0001-first.ts';
import { nodesOfLives } from './0002-nodes-of-lives.ts';

const MIGRATIONS: readonly string[] = [first, nodesOfLives];

/** The newest format this version knows. */
export const FORMAT = MIGRATIONS.length;

/** Brings the database from format `from` (0: empty) up to date. To be called within a transaction. */
export function migrate(database: Database, from: number): void {
  if (from === FORMAT) return;
  for (const sql of MIGRATIONS.slice(from)) database.exec(sql);
  database.pragma(`user_version = ${String(FORMAT)}`, { simple: true });
}
