// The dialogs of import, export and the API server in both themes, languages and sizes, for people to look at
// (test-results/transfer/). That nothing sticks out can be told without eyes.
import { join } from 'node:path';
import { fixturePath } from '../fixtures/fixtures.ts';
import { expect, test } from '../harness/app.ts';
import { idle } from '../harness/idle.ts';
import type { Kubarium } from '../pages/kubarium.ts';
import { inside } from '../pages/rect.ts';

const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;

for (const { width, height } of sizes) {
  test(`import, export and API server in ${width}x${height}`, async ({ ui, desktop }, testInfo) => {
    test.slow();
    await desktop.resize(width, height);
    const shoot = async (what: 'import' | 'export' | 'server'): Promise<void> => {
      for (const theme of ['light', 'dark'] as const) {
        for (const language of ['en', 'zh'] as const) {
          await ui.showTheme(theme);
          await ui.showLanguage(language);
          await show(ui, what);
          await expectWhole(ui, what);
          const file = `transfer-${what}-${width}x${height}-${theme}-${language}.png`;
          await ui.page.screenshot({ path: join(testInfo.project.outputDir, 'transfer', file) });
          await ui[what].close();
        }
      }
    };
    await desktop.chooseFiles([fixturePath('dump.yaml')]);
    await shoot('import');
    await shoot('export');
    await ui.server.open();
    await ui.server.switchOn();
    await ui.server.close();
    await shoot('server');
  });
}

async function show(ui: Kubarium, what: 'import' | 'export' | 'server'): Promise<void> {
  await ui[what].open();
  if (what === 'import') await ui.import.choose('files');
  await idle(ui.page);
}

/** The dialog lies in the window, and nothing in it is cut off at its side. */
async function expectWhole(ui: Kubarium, what: 'import' | 'export' | 'server'): Promise<void> {
  const { dialog } = ui[what];
  const box = await dialog.boundingBox();
  const window = await ui.page.evaluate(() => ({ x: 0, y: 0, width: innerWidth, height: innerHeight }));
  expect(box && inside(box, window), `${what} in the window`).toBe(true);
  const overflow = await dialog.evaluate((element) => element.scrollWidth - element.clientWidth);
  expect(overflow, `${what} too wide by`).toBeLessThanOrEqual(0);
}
