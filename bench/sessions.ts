// Session files with a made-up busy cluster's journal, for measuring storage apart from the engine.
import { join } from 'node:path';
import type { JournalRecord } from '../main/engine/kernel/journal.ts';
import { SessionFile } from '../main/store/session-file.ts';
import { busyCluster } from '../main/store/testing/busy-cluster.ts';
import { batchOf, valueOf } from '../main/store/testing/sessions.ts';

/** About what a frame at full speed brings. */
const BATCH_RECORDS = 1_000;

export function newSession(folder: string): SessionFile {
  const meta = { name: 'bench', seed: 1, preset: {}, catalogue: {}, engineVersion: 'bench', createdMs: 0 };
  return valueOf(SessionFile.create(join(folder, 'bench.kubarium'), meta));
}

/** The next `count` records, in batches. */
export function* batches(records: Iterator<JournalRecord>, count: number): Generator<JournalRecord[]> {
  for (let left = count; left > 0; left -= BATCH_RECORDS) {
    yield Array.from({ length: Math.min(left, BATCH_RECORDS) }, () => records.next().value as JournalRecord);
  }
}

/** Appends `count` records to a fresh session, with a keyframe every `keyframeRecords`. */
export function writeSession(folder: string, count: number, keyframeRecords = Infinity): SessionFile {
  const session = newSession(folder);
  let kept = 0;
  for (const batch of batches(busyCluster(), count)) {
    valueOf(session.append(batchOf(batch)));
    if (session.head.seq - kept < keyframeRecords) continue;
    kept = session.head.seq;
    valueOf(session.addKeyframe({ ...session.head, hash: '', projection: {} }));
  }
  return session;
}
