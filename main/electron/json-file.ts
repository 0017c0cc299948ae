// A small file of settings: read once, written whole. A missing or damaged one counts as empty, since nothing in it is
// worth keeping people from their work.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as v from 'valibot';

type Schema<T> = v.GenericSchema<unknown, T>;

export class JsonFile<T> {
  readonly #path: string;
  #value: T;

  /** `schema` must have a fallback for everything. */
  constructor(path: string, schema: Schema<T>) {
    this.#path = path;
    this.#value = v.parse(schema, readJson(path));
  }

  get value(): T {
    return this.#value;
  }

  /** Takes the value over and writes it: to a file beside, then renamed, so that a crash leaves the old or the new. */
  set(value: T): void {
    this.#value = value;
    mkdirSync(dirname(this.#path), { recursive: true });
    const beside = `${this.#path}.${String(process.pid)}.tmp`;
    writeFileSync(beside, `${JSON.stringify(value, undefined, 2)}\n`);
    renameSync(beside, this.#path);
  }
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {}; // not there yet, or damaged: the schema's fallbacks hold
  }
}
