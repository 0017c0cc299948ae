// Journal records as JSON lines.
import { closeSync, openSync, writeSync } from 'node:fs';
import { succeed, type Outcome } from '../../preload/contract/problems.ts';
import type { JournalRecord } from '../engine/kernel/journal.ts';
import { withFile } from '../host/file-problems.ts';

export class RecordsFile {
  readonly #path: string;
  readonly #descriptor: number;

  private constructor(path: string, descriptor: number) {
    this.#path = path;
    this.#descriptor = descriptor;
  }

  /** Begins the file anew. */
  static create(path: string): Outcome<RecordsFile> {
    const opened = withFile(path, () => openSync(path, 'w'));
    return opened.ok ? succeed(new RecordsFile(path, opened.value)) : opened;
  }

  append(records: readonly JournalRecord[]): Outcome<void> {
    const text = records.map((record) => `${recordLine(record)}\n`).join('');
    return withFile(this.#path, () => {
      for (let rest = Buffer.from(text); rest.length > 0;) rest = rest.subarray(writeSync(this.#descriptor, rest));
    });
  }

  close(): Outcome<void> {
    return withFile(this.#path, () => closeSync(this.#descriptor));
  }
}

/** The record without the object's state before it, which an earlier line holds. */
function recordLine(record: JournalRecord): string {
  const { seq, t, actor, type, cause, ...rest } = record;
  return JSON.stringify({ seq, t, actor, type, cause, ...rest, previous: undefined });
}
