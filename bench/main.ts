// The figures of the design's budgets, measured: `npm run bench`. Options: `--json` for an array instead of a table,
// `--only ID` for one row.
import { parseArgs } from 'node:util';
import type { BenchRow } from './row.ts';
import { rows } from './rows.ts';

interface Measured extends Omit<BenchRow, 'measure'> {
  readonly value: number;
}

const { values: options } = parseArgs({ options: { json: { type: 'boolean' }, only: { type: 'string' } } });
const wanted = rows.filter(({ id }) => options.only === undefined || id === options.only);

if (wanted.length === 0) {
  console.error(`bench: there is no row ${options.only ?? ''}; there are ${rows.map(({ id }) => id).join(', ')}`);
  process.exitCode = 2;
} else if (options.json) {
  const measured: Measured[] = [];
  for (const row of wanted) measured.push(await measure(row));
  console.log(JSON.stringify(measured, undefined, 2));
} else {
  console.log(line('row', 'bar', 'figure', 'ratio', ''));
  for (const row of wanted) console.log(rowLine(await measure(row)));
}

async function measure({ measure: run, ...row }: BenchRow): Promise<Measured> {
  return { ...row, value: await run() };
}

/** A ratio of 1 or more means that the bar is reached. */
function rowLine({ id, bar, value, unit, better }: Measured): string {
  const ratio = better === 'more' ? value / bar : bar / value;
  return line(id, formatted(bar), formatted(value), ratio.toFixed(2), `${unit}, ${better} is better`);
}

function line(id: string, bar: string, figure: string, ratio: string, unit: string): string {
  return `${id.padEnd(22)}${bar.padStart(12)}${figure.padStart(12)}${ratio.padStart(8)}  ${unit}`.trimEnd();
}

function formatted(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 1 : 0 });
}
