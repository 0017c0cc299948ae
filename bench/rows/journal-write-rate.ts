import { busyCluster } from '../../main/store/testing/busy-cluster.ts';
import { batchOf, valueOf } from '../../main/store/testing/sessions.ts';
import { inFreshFolder, perSecond } from '../measuring.ts';
import type { BenchRow } from '../row.ts';
import { batches, newSession } from '../sessions.ts';

const RECORDS = 150_000;
const ROUNDS = 3;

export const row: BenchRow = {
  id: 'journal-write-rate',
  what: 'journal to disk',
  bar: 200_000,
  unit: 'records/s',
  better: 'more',
  measure: () => Math.max(...Array.from({ length: ROUNDS }, writeRate)),
};

function writeRate(): number {
  // Made beforehand: only the writing is timed.
  const made = [...batches(busyCluster(), RECORDS)];
  return inFreshFolder((folder) => {
    const session = newSession(folder);
    return perSecond(RECORDS, () => {
      for (const batch of made) valueOf(session.append(batchOf(batch)));
      valueOf(session.close());
    });
  });
}
