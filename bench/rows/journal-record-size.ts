import { statSync } from 'node:fs';
import { join } from 'node:path';
import { valueOf } from '../../main/store/testing/sessions.ts';
import { addReplicas, exposeOnNodes } from '../clusters.ts';
import { inFreshFolder } from '../measuring.ts';
import type { BenchRow } from '../row.ts';
import { playFor, recordedCluster } from '../sessions.ts';

const BOOT_SECONDS = 60;
const SECONDS = 600;
const REQUESTS_A_SECOND = 100;

export const row: BenchRow = {
  id: 'journal-record-size',
  what: 'journal on disk: the whole file of a session under load',
  bar: 100,
  unit: 'bytes/record',
  better: 'less',
  measure: () => inFreshFolder(bytesPerRecord),
};

function bytesPerRecord(folder: string): number {
  const player = recordedCluster(folder);
  playFor(player, BOOT_SECONDS);
  addReplicas(player, 'web', 7);
  exposeOnNodes(player, 'web');
  player.submit({
    type: 'set-load',
    load: { name: 'visitors', ratePerSecond: REQUESTS_A_SECOND, target: 'all-node-ports', path: '/' },
  });
  playFor(player, SECONDS);
  valueOf(player.close());
  return statSync(join(folder, 'bench.kubarium')).size / player.cluster.lastSeq;
}
