import { RandomStreams } from '../../main/engine/kernel/random.ts';
import { PastView } from '../../main/host/past-view.ts';
import { elapsedMs, inFreshFolder, percentile } from '../measuring.ts';
import type { BenchRow } from '../row.ts';
import { writtenSession } from '../sessions.ts';

const RECORDS = 1_000_000;
const SEEKS = 200;

export const row: BenchRow = {
  id: 'seek',
  what: 'seek anywhere in a session of 1,000,000 records, 95th percentile',
  bar: 100,
  unit: 'ms',
  better: 'less',
  measure: () =>
    inFreshFolder((folder) => {
      const session = writtenSession(folder, RECORDS);
      const chance = new RandomStreams(1).get('seeks');
      const seek = () => PastView.atSeq(session, chance.int(1, RECORDS)).projection.view();
      const timesMs = Array.from({ length: SEEKS }, () => elapsedMs(seek));
      session.close();
      return percentile(timesMs, 0.95);
    }),
};
