import type Database from 'better-sqlite3';
import type { Statement } from 'better-sqlite3';

/** What a session was made of and with. With its inputs this determines the whole history. */
export interface SessionMeta {
  readonly name: string;
  readonly seed: number;
  /** The whole preset and image catalogue, so that the session does not depend on later versions of them. */
  readonly preset: unknown;
  readonly catalogue: unknown;
  readonly engineVersion: string;
  /** Milliseconds since the Unix epoch. */
  readonly createdMs: number;
}

export class MetaTable {
  readonly #put: Statement<[string, string], never>;
  readonly #get: Statement<[string], { value: string }>;

  constructor(database: Database) {
    this.#put = database.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)');
    this.#get = database.prepare('SELECT value FROM meta WHERE key = ?');
  }

  set(meta: Partial<SessionMeta>): void {
    for (const [key, value] of Object.entries(meta)) this.#put.run(key, JSON.stringify(value));
  }

  /** The display name alone, without reading the rest. */
  name(): string {
    return String(this.#value('name'));
  }

  /** Throws a SyntaxError when something is missing or no JSON. */
  read(): SessionMeta {
    return {
      name: this.name(),
      seed: Number(this.#value('seed')),
      preset: this.#value('preset'),
      catalogue: this.#value('catalogue'),
      engineVersion: String(this.#value('engineVersion')),
      createdMs: Number(this.#value('createdMs')),
    };
  }

  #value(key: keyof SessionMeta): unknown {
    return JSON.parse(this.#get.get(key)?.value ?? '');
  }
}
