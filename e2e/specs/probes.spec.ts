// The tutorial's cases of probes, by what a person sees and does: a page that is not there keeps a Pod from its visitors,
// or has its container killed again and again, until somebody writes the page from the window.
import type { Locator } from '@playwright/test';
import { join } from 'node:path';
import { lateStart, missingPage } from '../fixtures/fixtures.ts';
import { expect, test } from '../harness/app.ts';
import { readJournal } from '../harness/journal.ts';
import type { Kubarium } from '../pages/kubarium.ts';
import { SECOND_US } from '../pages/timeline.ts';

const PAGES = '/usr/share/nginx/html';

/** Applies the manifest, and shows the life of its Pod, which is on its way. */
async function apply(ui: Kubarium, manifest: string, pod: string): Promise<void> {
  await ui.timeline.setSpeed(10);
  await ui.manifests.applyAndClose(manifest);
  await ui.page.getByTestId('rail-outline').click();
  await ui.outline.row('pod', pod).click();
  await ui.inspector.show('life');
  await expect(ui.inspector.momentsOf('container-started')).toHaveCount(1);
}

/** When it happened, in virtual seconds since the Pod was created; the Pod's life must be shown. */
async function secondsAt(ui: Kubarium, thing: Locator): Promise<number> {
  const createdUs = Number(await ui.inspector.lifeChanges.first().getAttribute('data-t'));
  return (Number(await thing.getAttribute('data-t')) - createdUs) / SECOND_US;
}

test('a page that is missing keeps a Pod from its visitors, until somebody writes it', async ({ desktop }) => {
  const ui = await desktop.start();
  const { inspector } = ui;
  await apply(ui, missingPage, 'missing-page');
  await test.step('the first failure comes about 21 s after the creation', async () => {
    const failed = inspector.momentsOf('probe-failed', 'readiness');
    await expect(failed).toHaveCount(1, { timeout: 20_000 });
    expect(await secondsAt(ui, failed)).toBeGreaterThan(20);
    expect(await secondsAt(ui, failed)).toBeLessThan(22.5);
    await expect(failed).toContainText('HTTP probe failed with statuscode: 404');
    await expect(inspector.probe('readiness')).toHaveAttribute('data-outcome', 'fails');
    await expect(inspector.probe('liveness')).toHaveAttribute('data-outcome', 'passes');
  });
  await test.step('it goes on failing, and is never among the endpoints', async () => {
    await expect(inspector.probe('readiness').locator('.dots .filled')).toHaveCount(3);
    await ui.timeline.pass(10);
    await expect(ui.outline.row('service', 'missing-page')).toHaveAttribute('data-ready', '0');
    await expect(ui.outline.row('pod', 'missing-page')).toHaveAttribute('data-condition', 'unready');
    await expect(inspector.momentsOf('ready')).toHaveCount(0);
  });
  await test.step('within a second of the page being written it passes', async () => {
    await inspector.run(`echo 111 > ${PAGES}/ready.html`);
    const command = inspector.commands.first();
    await expect(command).toHaveAttribute('data-exit-code', '0');
    const writtenUs = Number(await command.getAttribute('data-started-us'));
    await inspector.show('life');
    const passed = inspector.momentsOf('probe-passed', 'readiness');
    await expect(passed).toHaveCount(1);
    const passedUs = Number(await passed.getAttribute('data-t'));
    expect(passedUs - writtenUs).toBeGreaterThan(0);
    expect(passedUs - writtenUs).toBeLessThan(SECOND_US);
    await expect(inspector.probe('readiness')).toHaveAttribute('data-outcome', 'passes');
    await expect(ui.outline.row('service', 'missing-page')).toHaveAttribute('data-ready', '1');
    await expect(ui.outline.row('pod', 'missing-page')).toHaveAttribute('data-condition', 'ready');
  });
  await test.step('every moment of its life tells what led to it', async () => {
    const passed = inspector.momentsOf('probe-passed', 'readiness');
    await passed.getByTestId('life-why').click();
    await expect(passed.getByTestId('why-step').first()).toBeVisible();
  });
  await desktop.close();
  const records = readJournal(join(desktop.sessionsFolder, 'tutorial.kubarium'));
  const typed = records.filter((record) => record.type === 'input-accepted' && record.input.type === 'exec');
  expect(typed, 'the command as an input of the session').toHaveLength(1);
});

test('a start that fails ends the container at about 43 s, again and again', async ({ ui }) => {
  test.slow();
  const { inspector } = ui;
  await apply(ui, lateStart, 'late-start');
  await inspector.run('sleep 3600');
  await expect(inspector.commands.first()).toHaveAttribute('data-outcome', 'running');
  await inspector.show('life');
  await expect(inspector.probe('readiness')).toHaveAttribute('data-outcome', 'held');
  await test.step('the first failure comes at about 41 s, and two seconds later the container is killed', async () => {
    const failed = inspector.momentsOf('probe-failed', 'startup').first();
    await expect(failed).toBeVisible({ timeout: 20_000 });
    expect(await secondsAt(ui, failed)).toBeGreaterThan(40);
    expect(await secondsAt(ui, failed)).toBeLessThan(42.5);
    const stop = inspector.momentsOf('signal-sent').first();
    await expect(stop).toBeVisible();
    expect(await secondsAt(ui, stop)).toBeGreaterThan(42);
    expect(await secondsAt(ui, stop)).toBeLessThan(44.5);
    await expect(failed).toContainText('3');
  });
  await test.step('whoever was at work in it is thrown out with 137', async () => {
    await inspector.show('run');
    await expect(inspector.commands.first()).toHaveAttribute('data-exit-code', '137');
    await expect(inspector.commands.first().getByTestId('command-end')).toContainText('SIGKILL');
  });
  await test.step('it is restarted, and again', async () => {
    await inspector.show('life');
    await expect(inspector.momentsOf('container-exited')).toHaveCount(2, { timeout: 30_000 });
    await expect(inspector.containers.first().getByTestId('container-past')).toContainText('restarts: 2');
    await expect(inspector.momentsOf('probe-failed', 'readiness')).toHaveCount(0);
  });
});

test('a start for which the page is written in time leaves only readiness to fail', async ({ ui }) => {
  const { inspector } = ui;
  await apply(ui, lateStart, 'late-start');
  await inspector.run(`echo 111 > ${PAGES}/start.html`);
  await expect(inspector.commands.first()).toHaveAttribute('data-exit-code', '0');
  await inspector.show('life');
  await expect(inspector.probe('startup')).toHaveAttribute('data-outcome', 'passes', { timeout: 20_000 });
  await expect(inspector.probe('liveness')).toHaveAttribute('data-outcome', 'passes');
  await expect(inspector.probe('readiness')).toHaveAttribute('data-outcome', 'fails');
  const passed = inspector.momentsOf('probe-passed', 'startup');
  expect(await secondsAt(ui, passed)).toBeGreaterThan(40);
  expect(await secondsAt(ui, passed)).toBeLessThan(42.5);
  await ui.timeline.pass(15);
  await expect(inspector.momentsOf('probe-failed', 'startup')).toHaveCount(0);
  await expect(inspector.momentsOf('container-exited')).toHaveCount(0);
  await expect(ui.outline.row('service', 'late-start')).toHaveAttribute('data-ready', '0');
});
