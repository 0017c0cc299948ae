// `npm run histories`: plays random histories of API calls and failures and tells which of them go wrong.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { playAll } from './crew.ts';
import { failureLine, ruleLines, shortestText } from './report.ts';
import type { Played } from './worker.ts';

const USAGE = `npm run histories -- [options]

Plays random histories on a fresh cluster each and looks whether what must hold does. A seed is a history: it can be
played again. Exits with 1 when one goes wrong.

  --count N     how many histories (10000)
  --from SEED   the seed of the first; the others follow (1)
  --seed SEED   only this history: it is made as short as it goes, and shown step by step
  --workers N   how many processes play (one a core)
  --shrink N    how many of those that go wrong are shown step by step (3)`;

const PROGRESS_MS = 10_000;

process.exitCode = await main();

async function main(): Promise<number> {
  const options = readOptions();
  if (typeof options === 'string') {
    console.error(`${options}\n\n${USAGE}`);
    return 2;
  }
  const { from, count, workers, shown } = options;
  const began = performance.now();
  const failures: Played[] = [];
  let done = 0;
  const progress = setInterval(() => console.log(`${String(done)} of ${String(count)}`), PROGRESS_MS);
  await playAll(seedsFrom(from, count), workers, (played) => {
    done++;
    if (played.faults.length === 0) return;
    failures.push(played);
    console.log(failureLine(played));
  });
  clearInterval(progress);
  const seconds = (performance.now() - began) / 1000;
  for (const failure of failures.slice(0, shown)) console.log(`\n${shortestText(failure)}`);
  for (const line of ruleLines(failures)) console.log(line);
  console.log(
    `${String(count)} histories from seed ${String(from)}: ${String(failures.length)} go wrong, ` +
      `${seconds.toFixed(0)} s on ${String(workers)} processes`,
  );
  return failures.length === 0 ? 0 : 1;
}

function* seedsFrom(from: number, count: number): Generator<number, undefined> {
  for (let seed = from; seed < from + count; seed++) yield seed;
  return undefined;
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        count: { type: 'string', default: '10000' },
        from: { type: 'string', default: '1' },
        seed: { type: 'string' },
        workers: { type: 'string', default: String(availableParallelism()) },
        shrink: { type: 'string', default: '3' },
      },
    });
    const { seed } = values;
    const numbers = {
      from: Number(seed ?? values.from),
      count: seed === undefined ? Number(values.count) : 1,
      workers: seed === undefined ? Number(values.workers) : 1,
      shown: Number(values.shrink),
    };
    return Object.values(numbers).every(Number.isInteger) ? numbers : 'The options are whole numbers.';
  } catch (error) {
    if (error instanceof TypeError) return error.message;
    throw error;
  }
}
