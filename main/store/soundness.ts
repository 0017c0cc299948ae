// Whether a session file is whole. Everything is looked at: SQLite's structures, every checksum, and that the records
// follow one another without a gap up to the head.
import type Database from 'better-sqlite3';
import { BrokenSeal } from './sealed.ts';
import { storageProblem } from './storage-problems.ts';
import type { InputTable } from './tables/input-table.ts';
import type { RecordRun, RecordTable } from './tables/record-table.ts';
import { SessionTables } from './tables/session-tables.ts';

/** What zlib says of bytes it did not make, and SQLite when a table or a value is not what it was. */
const DAMAGE = /^Z_|^SQLITE_ERROR$|^SQLITE_CONSTRAINT|^SQLITE_MISMATCH$/;

/** Throws what `isReadable` takes for damage unless the session is whole. */
export function checkSound(database: Database): void {
  const tables = new SessionTables(database);
  if (database.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new BrokenSeal('the structure of the file');
  let runsEnd = 0;
  for (const run of readableRuns(tables.records)) runsEnd = run.lastSeq;
  if (runsEnd !== tables.records.head().seq) throw new BrokenSeal('records are missing');
  if (!inputsAreSound(tables.inputs)) throw new BrokenSeal('inputs are missing');
  checkRest(tables);
}

/** The chunks and segments from the beginning, up to the first that cannot be read. */
export function* readableRuns(table: RecordTable): Generator<RecordRun> {
  let nextSeq = 1;
  for (const run of untilBroken(allRuns(table))) {
    if (run.firstSeq !== nextSeq) return;
    yield run;
    nextSeq = run.lastSeq + 1;
  }
}

/** `items` up to the first that cannot be read. Errors that are no sign of damage are passed on. */
export function* untilBroken<T>(items: Iterable<T>): Generator<T> {
  try {
    yield* items;
  } catch (error) {
    if (!isDamage(error)) throw error;
  }
}

/** Whether all of `read` can be read. */
export function isReadable(read: () => void): boolean {
  try {
    read();
    return true;
  } catch (error) {
    if (!isDamage(error)) throw error;
    return false;
  }
}

/** Whether no input is missing: they are numbered without a gap. */
export function inputsAreSound(inputs: InputTable): boolean {
  return isReadable(() => {
    let lastId = 0;
    for (const { id } of inputs.since(0)) if (id !== ++lastId) throw new BrokenSeal('an input is missing');
  });
}

function checkRest({ meta, keyframes, lives, layout }: SessionTables): void {
  meta.read();
  for (const keyframe of keyframes.all()) keyframe.verify();
  for (const rows of [lives.lives(), lives.buckets(), layout.all()]) while (rows.next().done !== true);
}

function* allRuns(table: RecordTable): Generator<RecordRun> {
  for (let run = table.chunkOf(1); run; run = table.chunkOf(run.lastSeq + 1)) yield run;
  yield* table.segments();
}

function isDamage(error: unknown): boolean {
  if (error instanceof BrokenSeal || error instanceof SyntaxError || error instanceof RangeError) return true;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return DAMAGE.test(code) || storageProblem(error, '')?.code === 'session-damaged';
}
