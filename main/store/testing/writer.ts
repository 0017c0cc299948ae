// A process that appends to a session as fast as it can and says what was acknowledged, until it is killed.
// Arguments: path of the session, first record to write.
import { writeSync } from 'node:fs';
import { SessionFile } from '../session-file.ts';
import { busyCluster } from './busy-cluster.ts';
import { batchOf, valueOf } from './sessions.ts';

const STANDARD_OUTPUT = 1;
/** Changes a batch: somewhat more than 1,000 changes a second, so that chunks fill within the test. */
const BATCH = 5;
const PAUSE_MS = 2;

const { session } = valueOf(SessionFile.open(process.argv[2] ?? ''));
const records = busyCluster();
for (let seq = 0; seq < session.head.seq; seq++) records.next();

setInterval(() => {
  const batch = Array.from({ length: BATCH }, () => records.next().value);
  const input = {
    id: session.head.seq / BATCH + 1,
    ...session.head,
    actor: 'person',
    input: { type: 'power-on' },
  } as const;
  valueOf(session.append({ ...batchOf(batch), inputs: [input] }));
  // Written at once, so that all that was acknowledged before the kill is in the pipe.
  writeSync(STANDARD_OUTPUT, `${String(session.head.seq)}\n`);
}, PAUSE_MS);
