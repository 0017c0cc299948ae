// The process that reads dumps: one job, given as its argument, and then it ends.
import { fail } from '../../../preload/contract/problems.ts';
import type { TransferProgress } from '../../../preload/contract/transfer.ts';
import { importDump, previewDump } from './import-dump.ts';
import { type TransferJob, type TransferReport, readJob } from './job.ts';

/** How long reports need to leave this process. */
const FAREWELL_MS = 50;
/** How often progress is told, at most. */
const BETWEEN_MS = 100;

/** What Electron gives a utility process. */
interface Parent {
  postMessage(report: TransferReport): void;
}

const parent = (process as { readonly parentPort?: Parent | null }).parentPort;
const job = readJob(process.argv[2] ?? '');
if (parent && job) run(parent, job);
else {
  console.error('Dumps are read on behalf of the app. On the command line use: kubarium import --help');
  process.exitCode = 1;
}

function run(to: Parent, { paths, choices, session }: TransferJob): void {
  let toldMs = -Infinity;
  const onProgress = (progress: TransferProgress) => {
    if (Date.now() - toldMs < BETWEEN_MS) return;
    toldMs = Date.now();
    to.postMessage({ type: 'progress', progress });
  };
  try {
    const reading = { readInput: () => new Uint8Array() };
    const outcome = session
      ? importDump(paths, { ...session, choices, onProgress }, reading)
      : previewDump(paths, choices, reading, onProgress);
    to.postMessage(
      outcome.ok ? { type: 'done', preview: outcome.value } : { type: 'failed', problem: outcome.problem },
    );
  } catch (error) {
    const { problem } = fail('internal', error instanceof Error ? error.message : String(error));
    to.postMessage({ type: 'failed', problem });
  }
  setTimeout(() => process.exit(), FAREWELL_MS);
}
