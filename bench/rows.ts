// All rows, in the order in which they are measured and printed: the quick ones first.
import type { BenchRow } from './row.ts';
import { row as agenda } from './rows/agenda.ts';
import { row as apiRequests } from './rows/api-requests.ts';
import { row as createToRunning } from './rows/create-to-running.ts';
import { row as frameMoving } from './rows/frame-moving.ts';
import { row as frameStill } from './rows/frame-still.ts';
import { rows as hold } from './rows/hold.ts';
import { row as idleCpu } from './rows/idle-cpu.ts';
import { row as journalRecordSize } from './rows/journal-record-size.ts';
import { row as journalWriteRate } from './rows/journal-write-rate.ts';
import { row as memory } from './rows/memory.ts';
import { rows as packetWalk } from './rows/packet-walk.ts';
import { rows as proxySync } from './rows/proxy-sync.ts';
import { row as quietCluster } from './rows/quiet-cluster.ts';
import { row as seek } from './rows/seek.ts';
import { row as windowShown } from './rows/window-shown.ts';

export const rows: readonly BenchRow[] = [
  agenda,
  ...packetWalk,
  ...proxySync,
  journalWriteRate,
  journalRecordSize,
  seek,
  windowShown,
  frameMoving,
  frameStill,
  memory,
  idleCpu,
  quietCluster,
  apiRequests,
  createToRunning,
  ...hold,
];
