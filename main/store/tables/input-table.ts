import type Database from 'better-sqlite3';
import type { Statement } from 'better-sqlite3';
import type { EngineInput } from '../../../preload/contract/inputs.ts';
import { MAIN_BRANCH, type Head } from './main-branch.ts';

/** Something done from outside, and where in history: `seq` is that of the last record before it. */
export interface StoredInput extends Head {
  /** Counts from 1. */
  readonly id: number;
  readonly actor: string;
  readonly input: EngineInput;
}

type Row = Omit<StoredInput, 'input'> & { readonly input: string };

export class InputTable {
  readonly #insert: Statement<[number, number, number, number, number, string, string], never>;
  readonly #since: Statement<[number, number], Row>;

  constructor(database: Database) {
    this.#insert = database.prepare('INSERT INTO inputs VALUES (?, ?, ?, ?, ?, ?, ?)');
    this.#since = database.prepare(
      'SELECT id, seq, t, steps, actor, input FROM inputs WHERE branch = ? AND seq >= ? ORDER BY id',
    );
  }

  add({ id, seq, t, steps, actor, input }: StoredInput): void {
    this.#insert.run(MAIN_BRANCH, id, seq, t, steps, actor, JSON.stringify(input));
  }

  /** What was done after the record numbered `seq`, in order: each input is followed by a record of it. */
  *since(seq: number): Generator<StoredInput> {
    // What was written here was an input.
    for (const row of this.#since.iterate(MAIN_BRANCH, seq))
      yield { ...row, input: JSON.parse(row.input) as EngineInput };
  }
}
