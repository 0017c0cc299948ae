// @ts-check
// `npm run check`: format, lint, types, layers, unit and property tests. Expects what `npm run setup` provides.
import { mkdirSync, rmSync } from 'node:fs';
import { checks, tool } from './lib/checks.mjs';
import { PassedBefore } from './lib/passed-before.mjs';
import { inRoot } from './lib/places.mjs';
import { entry, isEntry, run, seconds } from './lib/run.mjs';
import { Tally, vitestCount } from './lib/tally.mjs';

const atOnce = 2;

/** @param {Tally} tally */
export async function check(tally) {
  const before = new PassedBefore();
  const waiting = [...checks];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { name, args, tells = false, beside } = next;
      if (before.has(name, beside)) {
        console.log(`check: ${name}: passed before over the same files`);
        tally.one(name, true);
        continue;
      }
      const { ok, output, tookMs } = await run(process.execPath, args);
      console.log(`check: ${name}: ${ok ? 'passed' : 'FAILED'}, ${seconds(tookMs)}`);
      if (!ok || tells) console.log(output.trimEnd());
      tally.one(name, ok);
      if (ok) before.remember(name, beside);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  await unitTests(tally);
}

/** @param {Tally} tally */
async function unitTests(tally) {
  const report = inRoot('out', 'reports', 'unit.json');
  freshReport(report);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { ok } = await run(process.execPath, [tool('vitest', 'vitest.mjs'), 'run', ...reporters], { show: true });
  tally.add('unit tests', vitestCount(report, ok));
}

/**
 * A report of an earlier run must not be taken for this one's.
 * @param {string} path
 */
export function freshReport(path) {
  mkdirSync(inRoot('out', 'reports'), { recursive: true });
  rmSync(path, { force: true });
}

if (isEntry(import.meta.url)) {
  await entry(async () => {
    const tally = new Tally();
    await check(tally);
    return tally.close();
  });
}
