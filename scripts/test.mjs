// @ts-check
// `npm test`: setup, every check, and the real window. The last line is `total: N passed, N failed`.
import { check, freshReport } from './check.mjs';
import { tool } from './lib/checks.mjs';
import { inRoot } from './lib/places.mjs';
import { entry, run } from './lib/run.mjs';
import { playwrightCount, Tally } from './lib/tally.mjs';
import { setup } from './setup.mjs';

const tally = new Tally();

await entry(async () => {
  await counted('setup', setup);
  await counted('check', () => check(tally), { failureOnly: true });
  await counted('window tests', windowTests, { failureOnly: true });
  return tally.close();
});

async function windowTests() {
  const report = inRoot('out', 'reports', 'e2e.json');
  freshReport(report);
  const { ok } = await run(process.execPath, [tool('@playwright', 'test', 'cli.js'), 'test'], { show: true });
  tally.add('window tests', playwrightCount(report, ok));
}

/**
 * A step that breaks is one failure and does not keep the others from telling what they know.
 * @param {string} name
 * @param {() => Promise<unknown>} step
 * @param {{ failureOnly?: boolean }} [options] the step counts its own parts
 */
async function counted(name, step, { failureOnly = false } = {}) {
  try {
    await step();
    if (!failureOnly) tally.one(name, true);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    tally.one(name, false);
  }
}
