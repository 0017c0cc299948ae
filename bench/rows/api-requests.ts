// How much the API server for real clients takes of a core. Its client is a process of its own, so that only the server's
// work is counted, and by its processor time, so that it does not matter what else runs.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ServedSession } from '../../main/host/api/testing/served-session.ts';
import type { BenchRow } from '../row.ts';

const WARM_MS = 1_000;
const MEASURED_MS = 4_000;
const STORM = new URL('../request-storm.mjs', import.meta.url).pathname;

const execute = promisify(execFile);

export const row: BenchRow = {
  id: 'api-requests',
  what: 'requests for one object that the API server answers in a second of one core',
  bar: 2_000,
  unit: 'requests/s',
  better: 'more',
  measure: async () => {
    const served = await ServedSession.start();
    served.host.pause();
    await answeredIn(served, WARM_MS);
    const before = process.cpuUsage();
    const answered = await answeredIn(served, MEASURED_MS);
    const { user, system } = process.cpuUsage(before);
    await served.close();
    return answered / ((user + system) / 1e6);
  },
};

async function answeredIn(served: ServedSession, forMs: number): Promise<number> {
  const { agent: _, ...options } = served.options('/api/v1/namespaces/default/configmaps/kube-root-ca.crt');
  const { stdout } = await execute(process.execPath, [STORM, JSON.stringify({ options, forMs })]);
  return Number(stdout);
}
