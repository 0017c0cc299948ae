import type Database from 'better-sqlite3';
import type { Statement } from 'better-sqlite3';
import type { LayoutEntry } from '../../../preload/contract/views.ts';

/** Where the person put things. */
export class LayoutTable {
  readonly #put: Statement<[string, number, number], never>;
  readonly #clear: Statement<[], never>;
  readonly #all: Statement<[], LayoutEntry>;

  constructor(database: Database) {
    this.#put = database.prepare('INSERT OR REPLACE INTO layout VALUES (?, ?, ?)');
    this.#clear = database.prepare('DELETE FROM layout');
    this.#all = database.prepare('SELECT key, x, y FROM layout ORDER BY key');
  }

  put({ key, x, y }: LayoutEntry): void {
    this.#put.run(key, x, y);
  }

  clear(): void {
    this.#clear.run();
  }

  all(): IterableIterator<LayoutEntry> {
    return this.#all.iterate();
  }
}
