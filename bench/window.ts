// The real window for rows that measure it: its own folder, the default cluster, a virtual display where there is none.
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Desktop } from '../e2e/harness/desktop.ts';
import prepareWindow from '../e2e/harness/global-setup.ts';

/** Hands a desktop, on which the app is not started yet, to `work`. */
export async function onDesktop<T>(work: (desktop: Desktop) => Promise<T>): Promise<T> {
  const putAway = await prepareWindow();
  const userData = await mkdtemp(join(tmpdir(), 'kubarium-bench-'));
  const desktop = new Desktop({ userData });
  try {
    return await work(desktop);
  } finally {
    await desktop.close();
    await rm(userData, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    putAway?.();
  }
}

export interface AppUsage {
  /** CPU time that all processes of the app have used since they began, in seconds. */
  readonly cpuSeconds: number;
  /** Memory of all of them, in megabytes, shared pages counted once where the system tells. */
  readonly memoryMegabytes: number;
}

/** What the running app uses, all its processes together. */
export async function usage(desktop: Desktop): Promise<AppUsage> {
  const metrics = await desktop.app.evaluate(({ app }) =>
    app.getAppMetrics().map(({ pid, cpu, memory }) => ({
      pid,
      cpuSeconds: cpu.cumulativeCPUUsage ?? 0,
      kilobytes: memory.privateBytes ?? memory.workingSetSize,
    })),
  );
  const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
  return {
    cpuSeconds: total(metrics.map(({ cpuSeconds }) => cpuSeconds)),
    memoryMegabytes: total(metrics.map(({ pid, kilobytes }) => shareOf(pid) ?? kilobytes)) / 1024,
  };
}

/** Kilobytes of a process with its share of what it shares, where the system tells: else shared pages count many times. */
function shareOf(pid: number): number | undefined {
  try {
    const share = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${String(pid)}/smaps_rollup`, 'utf8'))?.[1];
    return share === undefined ? undefined : Number(share);
  } catch {
    return undefined;
  }
}
