import { setTimeout as wait } from 'node:timers/promises';
import type { BenchRow } from '../row.ts';
import { onDesktop, usage } from '../window.ts';

const SETTLE_MS = 10_000;

export const row: BenchRow = {
  id: 'memory',
  what: 'memory of all processes with the default cluster',
  bar: 350,
  unit: 'MB',
  better: 'less',
  measure: () =>
    onDesktop(async (desktop) => {
      await desktop.start();
      await wait(SETTLE_MS);
      return (await usage(desktop)).memoryMegabytes;
    }),
};
