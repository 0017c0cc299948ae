// @ts-check
// `npm run bench`: measures the figures of the budgets (bench/main.ts); `-- --json` and `-- --only ID` go through.
import { inRoot } from './lib/places.mjs';
import { entry, run } from './lib/run.mjs';
import { setup } from './setup.mjs';

await entry(async () => {
  // Standard output is the figures' own.
  await setup({ window: false, build: false, print: console.error });
  // The largest cluster takes more than Node allows itself; the young generation is as large as the engine host's.
  const heap = ['--max-old-space-size=8192', '--max-semi-space-size=64'];
  const args = [...heap, '--import', 'tsx', inRoot('bench', 'main.ts'), ...process.argv.slice(2)];
  const { code } = await run(process.execPath, args, { show: true });
  return code ?? 1;
});
