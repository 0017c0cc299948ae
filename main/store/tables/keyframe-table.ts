import type Database from 'better-sqlite3';
import type { Statement } from 'better-sqlite3';
import type { SavedObjects } from '../object-map.ts';
import { sealJson, unseal, unsealJson } from '../sealed.ts';
import { MAIN_BRANCH, type Head } from './main-branch.ts';

/** All of one moment, as it is put in. */
export interface NewKeyframe extends Head {
  /** Hash of the engine's state, by which a replay is checked. */
  readonly hash: string;
  /** The host's view of the moment. */
  readonly projection: unknown;
  /** The engine's saved state; left out where nobody will go on from. */
  readonly engine?: unknown;
}

/** All of one moment. The large parts are read from the file when they are asked for. */
export class Keyframe implements Head {
  readonly seq: number;
  readonly t: number;
  readonly steps: number;
  readonly hash: string;
  readonly #row: Row;

  constructor(row: Row) {
    ({ seq: this.seq, t: this.t, steps: this.steps, hash: this.hash } = row);
    this.#row = row;
  }

  /** All objects of the cluster at this moment. */
  get objects(): SavedObjects {
    return unsealJson(this.#row.objects) as SavedObjects;
  }

  get projection(): unknown {
    return unsealJson(this.#row.projection);
  }

  /** Undefined when this keyframe has none. */
  get engine(): unknown {
    return this.#row.engine === null ? undefined : unsealJson(this.#row.engine);
  }

  get hasEngine(): boolean {
    return this.#row.engine !== null;
  }

  /** Throws BrokenSeal when some part is not what was written. */
  verify(): void {
    for (const part of [this.#row.objects, this.#row.projection, this.#row.engine]) if (part) unseal(part);
  }
}

interface Row extends Head {
  readonly hash: string;
  readonly objects: Uint8Array;
  readonly projection: Uint8Array;
  readonly engine: Uint8Array | null;
}

const COLUMNS = 'seq, t, steps, hash, objects, projection, engine';

export class KeyframeTable {
  readonly #insert: Statement<
    [number, number, number, number, string, Uint8Array, Uint8Array, Uint8Array | null],
    never
  >;
  readonly #upTo: Record<'seq' | 't', Statement<[number, number], Row>>;
  readonly #withEngineUpTo: Statement<[number, number], Row>;
  readonly #all: Statement<[number], Row>;

  constructor(database: Database) {
    const upTo = (condition: string) =>
      database.prepare<[number, number], Row>(
        `SELECT ${COLUMNS} FROM keyframes WHERE branch = ? AND ${condition} ORDER BY seq DESC LIMIT 1`,
      );
    this.#insert = database.prepare('INSERT OR REPLACE INTO keyframes VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
    this.#upTo = { seq: upTo('seq <= ?'), t: upTo('t <= ?') };
    this.#withEngineUpTo = upTo('seq <= ? AND engine IS NOT NULL');
    this.#all = database.prepare(`SELECT ${COLUMNS} FROM keyframes WHERE branch = ? ORDER BY seq`);
  }

  add(keyframe: NewKeyframe, objects: SavedObjects): void {
    const { seq, t, steps, hash, projection, engine } = keyframe;
    const sealedEngine = engine === undefined ? null : sealJson(engine);
    this.#insert.run(MAIN_BRANCH, seq, t, steps, hash, sealJson(objects), sealJson(projection), sealedEngine);
  }

  /** The newest one at or before a record or an instant. */
  atOrBefore(moment: Moment): Keyframe | undefined {
    const row = 'seq' in moment ? this.#upTo.seq.get(MAIN_BRANCH, moment.seq) : this.#upTo.t.get(MAIN_BRANCH, moment.t);
    return row && new Keyframe(row);
  }

  /** The newest one at or before a record from which the engine can go on. */
  withEngineAtOrBefore(seq: number): Keyframe | undefined {
    const row = this.#withEngineUpTo.get(MAIN_BRANCH, seq);
    return row && new Keyframe(row);
  }

  *all(): Generator<Keyframe> {
    for (const row of this.#all.iterate(MAIN_BRANCH)) yield new Keyframe(row);
  }
}

/** After a record, or after all records up to an instant in microseconds. */
export type Moment = { readonly seq: number } | { readonly t: number };
