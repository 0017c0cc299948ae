// A process that reads dumps, from its start to its answer.
import { utilityProcess } from 'electron';
import * as v from 'valibot';
import { type Outcome, fail, succeed } from '../../preload/contract/problems.ts';
import type { ImportPreview, TransferProgress } from '../../preload/contract/transfer.ts';
import type { TransferJob, TransferReport } from '../host/transfer/job.ts';

/** Heap, in megabytes: a dump takes many times its size while it is read. */
const HEAP_MB = 3072;

// The process is our own program: its reports are what their type says.
const report = v.custom<TransferReport>((value) => typeof value === 'object' && value !== null && 'type' in value);

/** Has a dump read, or made into a session; tells how far that is. */
export function runTransfer(
  script: string,
  job: TransferJob,
  onProgress: (progress: TransferProgress) => void,
): Promise<Outcome<ImportPreview>> {
  return new Promise((resolve) => {
    const worker = utilityProcess.fork(script, [JSON.stringify(job)], {
      serviceName: 'Kubarium import',
      execArgv: [`--max-old-space-size=${String(HEAP_MB)}`],
      stdio: 'inherit',
    });
    worker.on('message', (message: unknown) => {
      const parsed = v.safeParse(report, message);
      if (!parsed.success) return;
      const told = parsed.output;
      if (told.type === 'progress') onProgress(told.progress);
      else resolve(told.type === 'done' ? succeed(told.preview) : { ok: false, problem: told.problem });
    });
    worker.on('exit', (code) => {
      resolve(fail('internal', `the dump could not be read: its process ended with ${String(code)}.`));
    });
  });
}
