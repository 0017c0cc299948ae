// Session files to measure storage with.
import { join } from 'node:path';
import { recordedPlayer, type Player } from '../main/cli/player.ts';
import type { JournalRecord } from '../main/engine/kernel/journal.ts';
import { SECOND, after } from '../main/engine/kernel/time.ts';
import { Projection } from '../main/host/projection/projection.ts';
import { readCatalogue, readPreset } from '../main/host/resources.ts';
import { SessionFile } from '../main/store/session-file.ts';
import { busyCluster } from '../main/store/testing/busy-cluster.ts';
import { batchOf, valueOf } from '../main/store/testing/sessions.ts';

/** About what a frame at full speed brings. */
const BATCH_RECORDS = 1_000;
const KEYFRAME_RECORDS = 4_000;

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

/** A session of `count` made-up records, with keyframes as the host writes them. */
export function writtenSession(folder: string, count: number): SessionFile {
  const session = newSession(folder);
  const projection = new Projection();
  let kept = 0;
  for (const batch of batches(busyCluster(), count)) {
    valueOf(session.append(batchOf(batch)));
    for (const record of batch) projection.fold(record);
    if (session.head.seq - kept < KEYFRAME_RECORDS) continue;
    kept = session.head.seq;
    valueOf(session.addKeyframe({ ...session.head, hash: '', projection: projection.save() }));
  }
  return session;
}

/** The tutorial's cluster, just switched on and put on record in `folder`. */
export function recordedCluster(folder: string): Player {
  const options = { seed: 1, preset: valueOf(readPreset('tutorial')), catalogue: valueOf(readCatalogue()) };
  const player = valueOf(recordedPlayer(options, join(folder, 'bench.kubarium')));
  player.submit({ type: 'power-on' });
  return player;
}

/** Lets time pass, written every virtual second. */
export function playFor(player: Player, seconds: number): void {
  for (let second = 0; second < seconds; second++) {
    player.cluster.runUntil(after(player.cluster.now, SECOND));
    valueOf(player.commit());
  }
}
