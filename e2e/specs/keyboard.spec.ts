// Everything a mouse can do, the keyboard can: the order of Tab, arrows over Pods, and the keys that `?` lists.
import { expect, test } from '../harness/app.ts';
import { idle } from '../harness/idle.ts';
import { deployFirstChapter } from '../pages/deploy.ts';
import type { Kubarium } from '../pages/kubarium.ts';

const tabStopsMax = 60;

/** Presses Tab from the beginning of the page and tells where it stops, by test id. */
async function tabStops(ui: Kubarium): Promise<readonly string[]> {
  const stops: string[] = [];
  for (let count = 0; count < tabStopsMax; count++) {
    await ui.page.keyboard.press('Tab');
    const stop = await ui.page.evaluate(() => {
      const element = document.activeElement;
      return element === document.body ? '' : (element?.getAttribute('data-testid') ?? element?.tagName ?? '');
    });
    if (stop === '' || stop === stops[0]) break;
    stops.push(stop);
  }
  return stops;
}

test('Tab goes through the whole window from top to bottom', async ({ ui }) => {
  const stops = await tabStops(ui);
  const expected = [
    'session-button',
    'namespace-filter',
    'api-server-button',
    'theme-button',
    'language-button',
    'rail-outline',
    'rail-open',
  ];
  expect(stops.slice(0, expected.length)).toEqual(expected);
  const later = ['rail-paste', 'rail-help', 'stage', 'zoom-in', 'clock-start', 'clock-play', 'clock-speed', 'timeline'];
  expect(stops.filter((stop) => later.includes(stop))).toEqual(later);
  expect(new Set(stops).size, 'no stop twice').toBe(stops.length);
});

test('arrows go over Pods, Enter inspects, Escape selects nothing', async ({ ui }) => {
  await deployFirstChapter(ui);
  await ui.stage.canvas.focus();
  const seen = new Set<string>();
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowDown']) {
    await ui.page.keyboard.press(key);
    const selected = ui.outline.rows.and(ui.page.locator('[aria-selected="true"]'));
    await expect(selected).toHaveCount(1);
    await expect(selected).toHaveAttribute('data-namespace', 'default');
    seen.add((await selected.getAttribute('data-name')) ?? '');
  }
  expect(seen.size, 'Pods passed').toBeGreaterThan(3);
  await expect(ui.inspector.panel).toHaveCount(0);
  await ui.page.keyboard.press('Enter');
  await expect(ui.inspector.title).toHaveText(`default/${[...seen].at(-1)!}`);
  await ui.page.keyboard.press('Escape');
  await expect(ui.inspector.panel).toHaveCount(0);
});

test('the outline is walked with arrows, Enter and Delete', async ({ ui }) => {
  await deployFirstChapter(ui);
  await ui.page.getByTestId('rail-outline').focus();
  await ui.page.keyboard.press('Enter');
  await expect(ui.outline.panel.getByRole('tree')).toBeVisible();
  await ui.outline.row('node', 'worker232').focus();
  await ui.page.keyboard.press('ArrowDown');
  const focused = ui.page.locator('[role=treeitem]:focus');
  await expect(focused).toHaveAttribute('data-node', 'worker232');
  const name = (await focused.getAttribute('data-name'))!;
  await ui.page.keyboard.press('Enter');
  await expect(ui.inspector.title).toContainText(name);
  await focused.press('Delete');
  await expect(ui.question.dialog).toContainText(name);
  await expect(ui.question.cancel).toBeFocused();
  await ui.page.keyboard.press('Escape');
  await expect(ui.question.dialog).toHaveCount(0);
  await expect(ui.outline.row('pod', name)).toHaveAttribute('data-condition', 'ready');
});

test('Delete asks: a stray Enter does no harm, a wanted one kills', async ({ ui }) => {
  await deployFirstChapter(ui);
  await ui.stage.canvas.focus();
  await ui.page.keyboard.press('ArrowRight');
  const victim = (await ui.outline.rows.and(ui.page.locator('[aria-selected="true"]')).getAttribute('data-name'))!;
  await ui.page.keyboard.press('Delete');
  await expect(ui.question.dialog).toContainText(victim);
  await ui.page.keyboard.press('Enter');
  await expect(ui.question.dialog).toHaveCount(0);
  await expect(ui.outline.row('pod', victim)).toHaveAttribute('data-condition', 'ready');
  await ui.stage.canvas.press('Delete');
  await ui.page.keyboard.press('Tab');
  await ui.page.keyboard.press('Enter');
  await expect(ui.outline.row('pod', victim)).toHaveCount(0, { timeout: 15_000 });
  await expect(ui.outline.all('pod', { namespace: 'default', condition: 'ready' })).toHaveCount(7);
});

test('Space pauses and plays, arrows step, L and End return to live, Home goes to the start', async ({ ui }) => {
  const { keyboard } = ui.page;
  const { clock } = ui.timeline;
  await keyboard.press('Space');
  await expect(clock).toHaveAttribute('data-playing', 'false');
  const seq = await ui.timeline.seq();
  await keyboard.press('ArrowLeft');
  await expect(clock).toHaveAttribute('data-seq', String(seq - 1));
  await keyboard.press('ArrowRight');
  await expect(clock).toHaveAttribute('data-seq', String(seq));
  await keyboard.press('Home');
  await expect(clock).toHaveAttribute('data-time-us', '0');
  await keyboard.press('End');
  await expect(clock).toHaveAttribute('data-mode', 'live');
  await keyboard.press('ArrowLeft');
  await expect(clock).toHaveAttribute('data-mode', 'past');
  await keyboard.press('L');
  await expect(clock).toHaveAttribute('data-mode', 'live');
  await keyboard.press('Space');
  await expect(clock).toHaveAttribute('data-playing', 'true');
  await ui.timeline.pass(0.5);
});

test('+ and - zoom, 0 shows all', async ({ ui }) => {
  const fitted = await ui.stage.scale();
  await ui.stage.canvas.focus();
  await ui.page.keyboard.press('+');
  await expect.poll(() => ui.stage.scale()).toBeCloseTo(fitted * 1.3, 2);
  await ui.page.keyboard.press('-');
  await ui.page.keyboard.press('-');
  await expect.poll(() => ui.stage.scale()).toBeCloseTo(fitted / 1.3, 2);
  await ui.page.keyboard.press('0');
  await expect.poll(() => ui.stage.scale()).toBeCloseTo(fitted, 2);
});

test('? lists the keys; Escape closes every dialog and gives the focus back', async ({ ui }) => {
  await ui.page.keyboard.press('?');
  await expect(ui.help).toContainText('Play or pause');
  await ui.page.keyboard.press('Escape');
  await expect(ui.help).toHaveCount(0);
  for (const [button, dialog] of [
    ['rail-paste', 'manifest-dialog'],
    ['rail-scenarios', 'scenarios-dialog'],
    ['rail-load', 'load-dialog'],
    ['rail-sessions', 'sessions-dialog'],
  ] as const) {
    await ui.page.getByTestId(button).focus();
    await ui.page.keyboard.press('Enter');
    await expect(ui.page.getByTestId(dialog)).toBeVisible();
    await idle(ui.page);
    await ui.page.keyboard.press('Escape');
    await expect(ui.page.getByTestId(dialog)).toHaveCount(0);
    await expect(ui.page.getByTestId(button)).toBeFocused();
  }
});

test('keys in a text field belong to the text', async ({ ui }) => {
  await ui.manifests.open();
  await ui.manifests.text.pressSequentially('l ?');
  await expect(ui.manifests.text).toHaveValue('l ?');
  await expect(ui.timeline.clock).toHaveAttribute('data-playing', 'true');
  await expect(ui.help).toHaveCount(0);
});
