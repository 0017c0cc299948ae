// Runs the engine again from its last keyframe to the end of what is on record, and sees that it tells the same story.
import { type Outcome, fail, succeed } from '../../preload/contract/problems.ts';
import type { Cluster } from '../engine/cluster.ts';
import type { JournalRecord } from '../engine/kernel/journal.ts';
import type { Micros } from '../engine/kernel/time.ts';
import type { Head, SessionFile } from '../store/session-file.ts';

const FOREVER = Number.MAX_SAFE_INTEGER as Micros;

/** Brings `cluster`, which stands somewhere in the history of `file`, to its head. */
export function catchUp(cluster: Cluster, file: SessionFile): Outcome<void> {
  const from = cluster.lastSeq + 1;
  // The newest keyframe on the way knows the hash of the engine's whole state.
  const check = file.keyframeAtOrBefore({ seq: file.head.seq });
  let checked = check === undefined || check.seq < from;
  const pass = (place: Head): boolean => {
    if (!checked && check && check.seq <= place.seq) {
      checked = true;
      runTo(cluster, check);
      if (cluster.hash() !== check.hash) return false;
    }
    runTo(cluster, place);
    return true;
  };
  for (const input of file.inputsAfter(cluster.lastSeq)) {
    if (!pass(input)) return diverged(file, input.seq);
    cluster.submit(input.input, input.actor);
  }
  if (!pass(file.head)) return diverged(file, file.head.seq);
  return compare(cluster.takeRecords(), file, from);
}

function runTo(cluster: Cluster, { steps, t }: Head): void {
  while (cluster.steps < steps && cluster.step(FOREVER));
  cluster.kernel.moveTo(t as Micros);
}

function compare(again: readonly JournalRecord[], file: SessionFile, from: number): Outcome<void> {
  let index = 0;
  for (const stored of file.readRecords(from, file.head.seq)) {
    const record = again[index++];
    if (!record || !isSame(record, stored)) return diverged(file, stored.seq);
  }
  return index === again.length ? succeed(undefined) : diverged(file, from + index);
}

function isSame(a: JournalRecord, b: JournalRecord): boolean {
  return a.seq === b.seq && a.t === b.t && a.type === b.type && a.actor === b.actor && a.cause === b.cause;
}

function diverged(file: SessionFile, seq: number): Outcome<never> {
  const message = `this version of Kubarium does not go on as the session did, from record ${String(seq)}.`;
  return fail('session-damaged', message, {
    where: file.path,
    hint: 'Its history is whole: look at it with `kubarium replay`, or open it with the version that saved it.',
    params: { seq },
  });
}
