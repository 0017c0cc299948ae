import { RandomStreams } from '../../main/engine/kernel/random.ts';
import type { SessionFile } from '../../main/store/session-file.ts';
import { elapsedMs, inFreshFolder, percentile } from '../measuring.ts';
import type { BenchRow } from '../row.ts';
import { writeSession } from '../sessions.ts';

const RECORDS = 1_000_000;
const KEYFRAME_RECORDS = 4_000;
const SEEKS = 200;

export const row: BenchRow = {
  id: 'seek',
  what: 'seek anywhere in a session of 1,000,000 records, 95th percentile',
  bar: 100,
  unit: 'ms',
  better: 'less',
  measure: () =>
    inFreshFolder((folder) => {
      const session = writeSession(folder, RECORDS, KEYFRAME_RECORDS);
      const chance = new RandomStreams(1).get('seeks');
      const timesMs = Array.from({ length: SEEKS }, () => elapsedMs(() => seek(session, chance.int(1, RECORDS))));
      session.close();
      return percentile(timesMs, 0.95);
    }),
};

/** From the keyframe before it to the record itself, as the past is shown. */
function seek(session: SessionFile, seq: number): void {
  const keyframe = session.keyframeAtOrBefore({ seq });
  const from = (keyframe?.seq ?? 0) + 1;
  for (const record of session.readRecords(from, seq)) if (record.seq === seq) return;
}
