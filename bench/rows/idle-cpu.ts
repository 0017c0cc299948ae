import { setTimeout as wait } from 'node:timers/promises';
import type { BenchRow } from '../row.ts';
import { onDesktop, usage } from '../window.ts';

const SETTLE_MS = 5_000;
const WATCHED_MS = 20_000;

export const row: BenchRow = {
  id: 'idle-cpu',
  what: 'CPU of all processes with the default cluster live at 1x and nobody at the window, without a GPU',
  bar: 1,
  unit: '% of a core',
  better: 'less',
  measure: () =>
    onDesktop(async (desktop) => {
      await desktop.start();
      await wait(SETTLE_MS);
      const before = await usage(desktop);
      await wait(WATCHED_MS);
      const after = await usage(desktop);
      return ((after.cpuSeconds - before.cpuSeconds) / (WATCHED_MS / 1_000)) * 100;
    }),
};
