// "Scrub back to any moment, play it again at another speed, return to live."
import { configMap } from '../fixtures/fixtures.ts';
import { expect, test } from '../harness/app.ts';
import { deployFirstChapter } from '../pages/deploy.ts';
import { SECOND_US } from '../pages/timeline.ts';

/** A timeline shows no less than this. */
const shownMinUs = 30 * SECOND_US;

test('scrubbed back, the window shows an earlier moment and says so; L returns to live', async ({ ui }) => {
  await deployFirstChapter(ui);
  await ui.timeline.pass(3);
  await ui.timeline.scrubTo(0.15);
  await expect(ui.timeline.clock).toHaveAttribute('data-mode', 'past');
  await expect(ui.timeline.mode).toContainText('past');
  await expect(ui.outline.all('pod', { namespace: 'default' })).toHaveCount(0);
  const [shown, head] = [await ui.timeline.now(), await ui.timeline.head()];
  expect(shown).toBeLessThan(head / 3);
  // The past stands still until it is played.
  await expect(ui.timeline.clock).toHaveAttribute('data-playing', 'false');

  await ui.page.keyboard.press('l');
  await expect(ui.timeline.mode).toContainText('live');
  await expect(ui.outline.all('pod', { namespace: 'default', condition: 'ready' })).toHaveCount(7);
  await ui.timeline.waitPast(head + SECOND_US);
});

test('a drag leads to where it ends, though the browser lets go of the pointer on the way', async ({ ui }) => {
  await ui.timeline.pause();
  await ui.timeline.canvas.evaluate((element: HTMLElement) => {
    element.addEventListener('pointerdown', ({ pointerId }) => {
      element.releasePointerCapture(pointerId);
    });
  });
  for (const share of [0.3, 0.1, 0.25, 0.05]) {
    await ui.timeline.scrubTo(share);
    // The window is idle, so it shows this by now: nothing here waits for it.
    const shown = await ui.timeline.now();
    const wanted = share * 0.9 * Math.max(shownMinUs, await ui.timeline.head());
    expect(Math.abs(shown / wanted - 1), `${shown} us instead of ${wanted} us`).toBeLessThan(0.1);
  }
});

test('the past cannot be changed, and every way to try says so', async ({ ui }) => {
  await deployFirstChapter(ui);
  await ui.timeline.pause();
  const victim = (await ui.outline.pods('default'))[0]!;
  await ui.timeline.stepBack();
  await expect(ui.timeline.clock).toHaveAttribute('data-mode', 'past');

  await ui.stage.click('pod', victim.name);
  await expect(ui.inspector.killPod).toBeDisabled();
  await ui.stage.canvas.press('Delete');
  await expect(ui.question.dialog).toHaveCount(0);
  await expect(ui.notices.saying(/past cannot be changed/i)).toHaveCount(1);
  await expect(ui.notices.problems).toContainText('Return to live first.');

  await ui.manifests.apply(configMap('too-late'));
  await expect(ui.manifests.problems).toHaveCount(1);
  await expect(ui.manifests.problems).toContainText(/past cannot be changed/);
  await ui.manifests.close();
  await ui.timeline.toLive.click();
  await expect(ui.outline.row('pod', victim.name)).toHaveAttribute('data-condition', 'ready');
});

test('the past is played again at another speed, and goes over into the present', async ({ ui }) => {
  await deployFirstChapter(ui);
  await ui.timeline.scrubTo(0.5);
  const from = await ui.timeline.now();
  await ui.timeline.setSpeed(5);
  await ui.timeline.resume();
  await ui.timeline.waitPast(from + 2 * SECOND_US);
  await expect(ui.timeline.clock).toHaveAttribute('data-mode', 'past');
  await ui.timeline.setSpeed(0);
  await expect(ui.timeline.clock).toHaveAttribute('data-mode', 'live');
  await ui.timeline.setSpeed(1);
  await expect(ui.outline.all('pod', { namespace: 'default', condition: 'ready' })).toHaveCount(7);
});

test('one step is one record, back and forward', async ({ ui }) => {
  await ui.timeline.pause();
  const seq = await ui.timeline.seq();
  await ui.timeline.stepBack();
  await ui.timeline.stepBack();
  await expect(ui.timeline.clock).toHaveAttribute('data-seq', String(seq - 2));
  await ui.timeline.stepForward();
  await expect(ui.timeline.clock).toHaveAttribute('data-seq', String(seq - 1));
  await ui.timeline.stepForward();
  await expect(ui.timeline.clock).toHaveAttribute('data-seq', String(seq));
  await expect(ui.timeline.clock).toHaveAttribute('data-mode', 'live');
  // From the end of history a step forward lets the living cluster do its next thing.
  await ui.timeline.stepForward();
  await expect.poll(() => ui.timeline.seq()).toBeGreaterThan(seq);
  await expect(ui.timeline.clock).toHaveAttribute('data-playing', 'false');
});

test('the same moment is shown the same, however it was come to', async ({ ui }) => {
  await deployFirstChapter(ui);
  await ui.timeline.pause();
  const pods = await ui.outline.pods('default');
  await ui.page.getByTestId('clock-start').click();
  await expect(ui.outline.all('pod')).toHaveCount(0);
  await ui.timeline.toLive.click();
  await expect(ui.outline.all('pod', { namespace: 'default' })).toHaveCount(7);
  // All of it again, down to where each stands on the screen.
  await expect.poll(() => ui.outline.pods('default')).toEqual(pods);
});

test('paused, no time passes', async ({ ui }) => {
  await ui.timeline.pause();
  const now = await ui.timeline.now();
  await ui.manifests.applyAndClose(configMap('while-paused'));
  expect(await ui.timeline.now()).toBe(now);
  await ui.timeline.resume();
  await ui.timeline.waitPast(now);
});
