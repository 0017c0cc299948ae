import { statSync } from 'node:fs';
import { valueOf } from '../../main/store/testing/sessions.ts';
import { inFreshFolder } from '../measuring.ts';
import type { BenchRow } from '../row.ts';
import { writeSession } from '../sessions.ts';

const RECORDS = 200_000;
const KEYFRAME_RECORDS = 4_000;

export const row: BenchRow = {
  id: 'journal-record-size',
  what: 'journal on disk, keyframes included',
  bar: 100,
  unit: 'bytes/record',
  better: 'less',
  measure: () =>
    inFreshFolder((folder) => {
      const session = writeSession(folder, RECORDS, KEYFRAME_RECORDS);
      valueOf(session.close());
      return statSync(session.path).size / RECORDS;
    }),
};
