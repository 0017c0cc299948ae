// "A session file on a full or read-only disk: one clear message, and nothing is lost or half applied."
import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { emptyController } from '../fixtures/fixtures.ts';
import { expect, test as base } from '../harness/app.ts';
import type { Desktop } from '../harness/desktop.ts';
import { makeReadOnly, SmallDisk, whyNoReadOnly, whyNoSmallDisk } from '../harness/disks.ts';
import { readJournal } from '../harness/journal.ts';
import type { Kubarium } from '../pages/kubarium.ts';

const diskBytes = 16 * 1024 * 1024;
const full = /The disk is full: tutorial\.kubarium could not be written/;

const test = base.extend<{ readonly disk: SmallDisk; readonly lock: (folder: string) => void }>({
  /** Where the app keeps its sessions. */
  disk: async ({ desktop }, use) => {
    const disk = new SmallDisk(desktop.sessionsFolder, diskBytes);
    await use(disk);
    await desktop.close();
    disk.remove();
  },

  /** Makes a folder read-only until the test ends. */
  lock: async ({ desktop }, use) => {
    const unlocks: (() => void)[] = [];
    await use((folder) => {
      unlocks.push(makeReadOnly(folder));
    });
    await desktop.close();
    for (const unlock of unlocks) unlock();
  },
});

test.describe('a full disk', () => {
  const why = whyNoSmallDisk();
  test.skip(why !== undefined, why);

  test('is told once, what did not fit is not half there, and with room again all goes on', async ({
    disk,
    desktop,
  }) => {
    const ui = await desktop.start();
    await ui.manifests.applyAndClose(emptyController('before'));
    await ui.timeline.pause();
    disk.fill();
    await ui.manifests.apply(emptyController('too-much'));
    await expect(ui.manifests.problems).toHaveCount(1);
    await expect(ui.manifests.problems).toContainText(full);
    await expect(ui.manifests.problems).toContainText('nothing that was saved is lost');
    await ui.manifests.close();
    await expect(ui.notices.saying(full)).toHaveCount(1);
    await expect(ui.notices.problems).toHaveCount(1);
    expect(await workloads(ui)).toEqual(['before']);

    // Time cannot pass either: the cluster stops where the file ends, and says why.
    await ui.notices.dismissAll();
    await ui.timeline.play.click();
    await expect(ui.notices.saying(full)).toHaveCount(1);
    await expect(ui.timeline.clock).toHaveAttribute('data-playing', 'false');
    await ui.notices.dismissAll();

    disk.makeRoom();
    await ui.timeline.resume();
    await ui.manifests.applyAndClose(emptyController('after'));
    await ui.timeline.pass(2);
    expect(await workloads(ui)).toEqual(['after', 'before']);
    await expect(ui.notices.problems).toHaveCount(0);
    const seq = await ui.timeline.seq();
    await desktop.close();
    await expectWhole(desktop, seq, ['after', 'before']);
  });

  test('on which the app is closed leaves the session whole', async ({ disk, desktop }) => {
    const ui = await desktop.start();
    await ui.manifests.applyAndClose(emptyController('before'));
    await ui.timeline.pause();
    disk.fill();
    const seq = await ui.timeline.seq();
    await desktop.close();
    disk.makeRoom();
    await expectWhole(desktop, seq, ['before']);
  });
});

test.describe('a read-only disk', () => {
  const why = whyNoReadOnly();
  test.skip(why !== undefined, why);

  test('whose session is opened is told of once, and the present session stays', async ({
    desktop,
    userData,
    lock,
  }) => {
    await desktop.start();
    await desktop.close();
    const folder = join(userData, 'disk');
    await mkdir(folder);
    await copyFile(join(desktop.sessionsFolder, 'tutorial.kubarium'), join(folder, 'theirs.kubarium'));
    lock(folder);
    const ui = await desktop.start();
    await desktop.chooseFiles([join(folder, 'theirs.kubarium')]);
    await ui.sessions.open();
    await ui.sessions.openOther();
    await ui.sessions.close();
    await expect(ui.notices.problems).toHaveCount(1);
    await expect(ui.notices.problems).toContainText(/theirs\.kubarium cannot be changed.*read-only/);
    await expect(ui.sessions.openName).toHaveText('tutorial');
    await ui.timeline.pass(0.5);
    expect(await readdir(folder)).toEqual(['theirs.kubarium']);
  });

  test('on which all sessions are is told of once at the start, and nothing is changed', async ({ desktop, lock }) => {
    const first = await desktop.start();
    await first.manifests.applyAndClose(emptyController('before'));
    await desktop.close();
    const before = readJournal(join(desktop.sessionsFolder, 'tutorial.kubarium'));
    lock(desktop.sessionsFolder);
    const ui = await desktop.start();
    await expect(ui.notices.problems).toHaveCount(1);
    await expect(ui.notices.problems).toContainText(/tutorial\.kubarium cannot be changed.*read-only/);
    await ui.sessions.open();
    await expect(ui.sessions.row('tutorial')).toBeVisible();
    await ui.sessions.close();
    await expect(ui.notices.problems).toHaveCount(1);
    await desktop.close();
    expect(await readdir(desktop.sessionsFolder)).toEqual(['tutorial.kubarium']);
    expect(readJournal(join(desktop.sessionsFolder, 'tutorial.kubarium'))).toEqual(before);
  });
});

const workloads = async (ui: Kubarium): Promise<readonly string[]> => {
  const all = (await ui.outline.things('workload')).filter(({ namespace }) => namespace === 'default');
  return all.map(({ name }) => name).sort();
};

/** Opened again, the session has all records up to `seq` and goes on; then its file is read, all of it. */
async function expectWhole(desktop: Desktop, seq: number, names: readonly string[]): Promise<void> {
  const ui = await desktop.start();
  expect(await ui.timeline.seq()).toBeGreaterThanOrEqual(seq);
  expect(await workloads(ui)).toEqual(names);
  await ui.timeline.resume();
  await ui.timeline.pass(1);
  await expect(ui.notices.problems).toHaveCount(0);
  await desktop.close();
  const records = readJournal(join(desktop.sessionsFolder, 'tutorial.kubarium'));
  expect(records.map(({ seq }) => seq)).toEqual(records.map((_, index) => index + 1));
}
