// The package brings no types. Only what this folder uses is declared; the tables are STRICT, so that a row has the
// types its statement was prepared with.
declare module 'better-sqlite3' {
  export type Value = string | number | Uint8Array | null;

  export interface Statement<Parameters extends readonly Value[], Row> {
    run(...parameters: Parameters): { readonly changes: number };
    get(...parameters: Parameters): Row | undefined;
    all(...parameters: Parameters): Row[];
    iterate(...parameters: Parameters): IterableIterator<Row>;
  }

  export interface Options {
    readonly readonly?: boolean;
    readonly fileMustExist?: boolean;
    /** How long a locked database is waited for, in milliseconds. */
    readonly timeout?: number;
  }

  export default class Database {
    constructor(path: string, options?: Options);
    readonly inTransaction: boolean;
    prepare<Parameters extends readonly Value[], Row = unknown>(sql: string): Statement<Parameters, Row>;
    exec(sql: string): this;
    pragma(source: string, options: { readonly simple: true }): unknown;
    /** Lifts SQLite's defensive mode, without which a file shorter than its header says cannot be read at all. */
    unsafeMode(on: boolean): this;
    close(): this;
  }
}
