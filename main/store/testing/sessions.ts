// Short ways for tests.
import type { Outcome } from '../../../preload/contract/problems.ts';
import type { JournalRecord } from '../../engine/kernel/journal.ts';
import type { Batch } from '../session-file.ts';

/** A batch of nothing but `records`. */
export function batchOf(records: readonly JournalRecord[]): Batch {
  const last = records.at(-1);
  return { inputs: [], records, lives: [], buckets: [], head: { t: last?.t ?? 0, steps: last?.seq ?? 0 } };
}

/** The value of an outcome that must be good. */
export function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.problem.code}: ${outcome.problem.message}`);
  return outcome.value;
}
