// @ts-check
// `npm run bench`: measures the figures of the budgets (bench/main.ts); `-- --json` and `-- --only ID` go through.
import { inRoot } from './lib/places.mjs';
import { entry, run } from './lib/run.mjs';
import { setup } from './setup.mjs';

await entry(async () => {
  // Standard output is the figures' own.
  await setup({ window: false, build: false, print: console.error });
  // The heap is the engine host's: with room for more V8 would collect later, and memory would seem to be needed that is not.
  const heap = ['--max-old-space-size=3072', '--max-semi-space-size=64'];
  const args = [...heap, '--import', 'tsx', inRoot('bench', 'main.ts'), ...process.argv.slice(2)];
  const { code } = await run(process.execPath, args, { show: true });
  return code ?? 1;
});
