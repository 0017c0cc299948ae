import type Database from 'better-sqlite3';
import type { Statement } from 'better-sqlite3';
import type { LifeChange, RequestBucket } from '../../../preload/contract/views.ts';
import { MAIN_BRANCH } from './main-branch.ts';

interface LifeRow extends Omit<LifeChange, 'node'> {
  readonly node: string | null;
}

/** What the timeline draws: the lives of Pods and the counts of requests. Derived from the records. */
export class LifeTable {
  readonly #addTrack: Statement<[string, string, string], never>;
  readonly #addLife: Statement<[number, number, number, LifeChange['state'], string | null, string], never>;
  readonly #putBucket: Statement<[number, number, number, number], never>;
  readonly #lives: Statement<[number], LifeRow>;
  readonly #buckets: Statement<[number], RequestBucket>;

  constructor(database: Database) {
    this.#addTrack = database.prepare('INSERT OR IGNORE INTO tracks (uid, namespace, name) VALUES (?, ?, ?)');
    this.#addLife = database.prepare(
      `INSERT OR REPLACE INTO lives (branch, seq, t, state, node, track)
       SELECT ?, ?, ?, ?, ?, id FROM tracks WHERE uid = ?`,
    );
    this.#putBucket = database.prepare('INSERT OR REPLACE INTO buckets VALUES (?, ?, ?, ?)');
    this.#lives = database.prepare(
      `SELECT uid, namespace, name, t, seq, state, node FROM lives JOIN tracks ON tracks.id = track
       WHERE branch = ? ORDER BY seq, track`,
    );
    this.#buckets = database.prepare('SELECT second, answered, failed FROM buckets WHERE branch = ? ORDER BY second');
  }

  addLife({ uid, namespace, name, seq, t, state, node }: LifeChange): void {
    this.#addTrack.run(uid, namespace, name);
    this.#addLife.run(MAIN_BRANCH, seq, t, state, node ?? null, uid);
  }

  /** Puts the count of a second in the place of the one it had. */
  putBucket({ second, answered, failed }: RequestBucket): void {
    this.#putBucket.run(MAIN_BRANCH, second, answered, failed);
  }

  *lives(): IterableIterator<LifeChange> {
    for (const { node, ...life } of this.#lives.iterate(MAIN_BRANCH)) yield node === null ? life : { ...life, node };
  }

  buckets(): IterableIterator<RequestBucket> {
    return this.#buckets.iterate(MAIN_BRANCH);
  }
}
