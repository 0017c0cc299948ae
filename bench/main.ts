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
  console.log(JSON.stringify(await collected(measureAll(wanted)), undefined, 2));
} else {
  console.log(line('row', 'bar', 'figure', 'ratio', ''));
  for await (const measured of measureAll(wanted)) console.log(rowLine(measured));
}

/** A row that cannot be measured is told on standard error and does not keep the others from it. */
async function* measureAll(all: readonly BenchRow[]): AsyncGenerator<Measured> {
  for (const { measure, ...row } of all) {
    try {
      yield { ...row, value: await measure() };
    } catch (error) {
      console.error(`bench: ${row.id} could not be measured:`, error);
      process.exitCode = 1;
    }
  }
}

async function collected<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
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
