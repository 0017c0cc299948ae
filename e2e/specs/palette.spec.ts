// Ctrl-K: every object and everything that can be done, by its name and without the mouse.
import { join } from 'node:path';
import { expect, test } from '../harness/app.ts';
import { idle } from '../harness/idle.ts';
import { deployFirstChapter } from '../pages/deploy.ts';

test('an object is found, shown, and killed by its name', async ({ ui }, testInfo) => {
  await deployFirstChapter(ui);
  const victim = (await ui.outline.pods('default'))[2]!;
  const { keyboard } = ui.page;
  await ui.palette.open();
  await keyboard.type(`default ${victim.name.toUpperCase()}`);
  await expect(ui.palette.current).toContainText(victim.name);
  await keyboard.press('Enter');
  await expect(ui.palette.dialog).toHaveCount(0);
  await expect(ui.inspector.title).toHaveText(`default/${victim.name}`);
  await idle(ui.page);
  expect(await ui.stage.scale(), 'the stage went to it').toBeGreaterThan(1);

  for (const theme of ['light', 'dark'] as const) {
    await ui.showTheme(theme);
    await ui.palette.open();
    await keyboard.type('greeter');
    await ui.page.screenshot({ path: join(testInfo.project.outputDir, 'palette', `${theme}.png`) });
    await keyboard.press('Escape');
  }
  await ui.palette.open();
  await keyboard.type(victim.name);
  await keyboard.press('Tab');
  await keyboard.type('delete');
  await expect(ui.palette.items).toHaveCount(1);
  await keyboard.press('Enter');
  await expect(ui.question.dialog).toContainText(victim.name);
  await ui.question.confirm.click();
  await expect(ui.outline.row('pod', victim.name)).toHaveCount(0, { timeout: 15_000 });
});

test('commands run, Escape goes back a step, and what nobody has is said', async ({ ui }) => {
  const { keyboard } = ui.page;
  await ui.palette.open();
  await keyboard.type('pause');
  await keyboard.press('Enter');
  await expect(ui.timeline.clock).toHaveAttribute('data-playing', 'false');
  await ui.palette.open();
  await keyboard.type('worker232');
  await keyboard.press('Tab');
  await expect(ui.palette.dialog).toContainText('Power off');
  await keyboard.press('Escape');
  await expect(ui.palette.dialog).not.toContainText('Power off');
  await keyboard.type('no such thing');
  await expect(ui.palette.items).toHaveCount(0);
  await expect(ui.palette.dialog).toContainText('Nothing is called that');
  await keyboard.press('Escape');
  await expect(ui.palette.dialog).toHaveCount(0);
});
