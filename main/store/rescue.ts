// Makes a sound session of what can still be read of a damaged one: its history from the beginning up to the first
// thing that is lost. What comes after a gap is of no use, since every record builds on those before it.
import type Database from 'better-sqlite3';
import type { JournalRecord } from '../engine/kernel/journal.ts';
import { SECOND } from '../engine/kernel/time.ts';
import { createConnection } from './connection.ts';
import { ObjectMap } from './object-map.ts';
import { RecordDecoder } from './record-codec.ts';
import { expand } from './record-expander.ts';
import { RecordLog } from './record-log.ts';
import { inputsAreSound, isReadable, readableRuns, untilBroken } from './soundness.ts';
import type { Head } from './tables/main-branch.ts';
import type { RecordRun } from './tables/record-table.ts';
import { SessionTables } from './tables/session-tables.ts';

const START: Head = { seq: 0, t: 0, steps: 0 };

/** What was there and what is left. */
export interface Rescue {
  readonly database: Database;
  readonly head: Head;
  /** The number of the last record that the damaged file speaks of; 0 when not even that can be read. */
  readonly lastSeq: number;
}

/**
 * Copies what is readable of `damaged` to a new file at `path`, or into memory. Throws what reading its names and
 * settings throws, without which the rest is worth nothing.
 */
export function rescue(damaged: Database, path: string): Rescue {
  const source = new SessionTables(damaged);
  const meta = source.meta.read();
  const lastSeq = lastSeqOf(source);
  const runs = [...readableRuns(source.records)];
  const head = lastWholePlace(source, runs, lastSeq);

  const database = createConnection(path);
  const target = new SessionTables(database);
  database.exec('BEGIN');
  target.meta.set(meta);
  appendRuns(new RecordLog(target.records, target.keyframes), runs, head);
  copyRest(source, target, head);
  database.exec('COMMIT');
  return { database, head, lastSeq };
}

/** Where history can go on from: the end of a batch, with all inputs before it known. */
function lastWholePlace(source: SessionTables, runs: readonly RecordRun[], lastSeq: number): Head {
  const end = runs.findLast((run) => run.steps !== undefined);
  const place = end ? { seq: end.lastSeq, t: end.lastT, steps: end.steps ?? 0 } : START;
  if (!inputsAreSound(source.inputs)) return lastKeyframePlace(source, place.seq);
  return place.seq === lastSeq ? source.records.head() : place;
}

function lastKeyframePlace(source: SessionTables, upToSeq: number): Head {
  let place = START;
  for (const keyframe of untilBroken(source.keyframes.all())) {
    const usable = keyframe.seq <= upToSeq && keyframe.hasEngine && isReadable(() => keyframe.verify());
    if (usable) place = { seq: keyframe.seq, t: keyframe.t, steps: keyframe.steps };
  }
  return place;
}

function appendRuns(log: RecordLog, runs: readonly RecordRun[], head: Head): void {
  let batch: JournalRecord[] = [];
  for (const { run, records } of expandRuns(runs)) {
    for (const record of records) if (record.seq <= head.seq) batch.push(record);
    if (run.steps === undefined || run.lastSeq >= head.seq) continue;
    log.append(batch, { t: run.lastT, steps: run.steps });
    batch = [];
  }
  log.append(batch, head);
}

function* expandRuns(runs: readonly RecordRun[]): Generator<{ run: RecordRun; records: JournalRecord[] }> {
  const objects = new ObjectMap();
  let decoder = new RecordDecoder(1);
  let before: RecordRun['kind'] = 'chunk';
  for (const run of runs) {
    if (before === 'chunk') decoder = new RecordDecoder(run.firstSeq);
    before = run.kind;
    yield { run, records: decoder.decode(run.bytes).map((stored) => expand(stored, objects)) };
  }
}

function copyRest(source: SessionTables, target: SessionTables, head: Head): void {
  copy(source.inputs.since(0), (input) => {
    if (input.seq < head.seq) target.inputs.add(input);
  });
  copy(source.keyframes.all(), (keyframe) => {
    keyframe.verify();
    if (keyframe.seq <= head.seq) target.keyframes.add(keyframe, keyframe.objects);
  });
  copy(source.lives.lives(), (life) => {
    if (life.seq <= head.seq) target.lives.addLife(life);
  });
  copy(source.lives.buckets(), (bucket) => {
    if (bucket.second * SECOND <= head.t) target.lives.putBucket(bucket);
  });
  copy(source.layout.all(), (entry) => {
    target.layout.put(entry);
  });
}

/** Hands on what can be read of `rows`; a row that makes no sense is left out. */
function copy<T>(rows: Iterable<T>, put: (row: T) => void): void {
  for (const row of untilBroken(rows)) isReadable(() => put(row));
}

function lastSeqOf(source: SessionTables): number {
  let seq = 0;
  isReadable(() => ({ seq } = source.records.head()));
  return seq;
}
