import { percentile } from '../measuring.ts';
import type { BenchRow } from '../row.ts';
import { onDesktop } from '../window.ts';

const STARTS = 5;

export const row: BenchRow = {
  id: 'window-shown',
  what: 'from the start of the app to the window showing the running cluster, session reopened, median of 5',
  bar: 1.5,
  unit: 's',
  better: 'less',
  measure: () =>
    onDesktop(async (desktop) => {
      // The first start makes the session that the others reopen.
      await desktop.start();
      const seconds: number[] = [];
      for (let start = 0; start < STARTS; start++) {
        await desktop.close();
        const begun = performance.now();
        await desktop.start();
        seconds.push((performance.now() - begun) / 1_000);
      }
      return percentile(seconds, 0.5);
    }),
};
