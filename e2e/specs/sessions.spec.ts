// "Close the app and open it again: the session goes on where it was. Saved sessions are listed, opened, renamed, deleted
// (with a question first)." And files that are no sessions.
import { copyFile, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../harness/app.ts';
import { Desktop } from '../harness/desktop.ts';
import { deployFirstChapter } from '../pages/deploy.ts';
import type { Kubarium } from '../pages/kubarium.ts';

test('closed and opened again, the session goes on where it was', async ({ desktop }) => {
  const ui = await desktop.start();
  await deployFirstChapter(ui);
  await ui.timeline.setSpeed(1);
  const pods = (await ui.outline.pods('default')).map(({ name, uid, node }) => ({ name, uid, node }));
  const head = await ui.timeline.head();
  await desktop.close();

  const again = await desktop.start();
  await expect(again.sessions.openName).toHaveText('tutorial');
  expect((await again.outline.pods('default')).map(({ name, uid, node }) => ({ name, uid, node }))).toEqual(pods);
  expect(await again.timeline.head()).toBeGreaterThanOrEqual(head);
  await again.timeline.pass(1);
  await expect(again.outline.all('pod', { namespace: 'default', condition: 'ready' })).toHaveCount(7);
  // Its past is there too.
  await again.timeline.scrubTo(0.15);
  await expect(again.outline.all('pod', { namespace: 'default' })).toHaveCount(0);
});

test('sessions are made, listed, opened, renamed and deleted', async ({ ui }) => {
  await deployFirstChapter(ui);
  await ui.sessions.open();
  await expect(ui.sessions.rows).toHaveCount(1);
  await ui.sessions.create('second');
  await expect(ui.outline.all('node')).toHaveCount(3);
  await expect(ui.outline.all('pod', { namespace: 'default' })).toHaveCount(0);

  await ui.sessions.open();
  await expect(ui.sessions.rows).toHaveCount(2);
  await expect(ui.sessions.row('second')).toHaveAttribute('data-open', 'true');
  await ui.sessions.rename('tutorial', 'first chapter');
  await ui.sessions.rename('second', 'another');
  await expect(ui.sessions.openName).toHaveText('another');

  await ui.sessions.askToDelete('first chapter');
  await expect(ui.question.dialog).toContainText('first chapter');
  await ui.question.cancel.click();
  await expect(ui.sessions.row('first chapter')).toBeVisible();
  await ui.sessions.switchTo('first chapter');
  await expect(ui.outline.all('pod', { namespace: 'default', condition: 'ready' })).toHaveCount(7);

  await ui.sessions.open();
  await ui.sessions.askToDelete('another');
  await ui.question.confirm.click();
  await expect(ui.sessions.rows).toHaveCount(1);
  await expect(ui.sessions.openName).toHaveText('first chapter');
});

test('the open session is deleted after a question, and another comes up', async ({ ui, desktop }) => {
  await ui.sessions.open();
  await ui.sessions.create('doomed');
  await ui.sessions.open();
  await ui.sessions.askToDelete('doomed');
  await ui.question.confirm.click();
  await expect(ui.sessions.openName).toHaveText('tutorial', { timeout: 20_000 });
  await expect(ui.sessions.rows).toHaveCount(1);
  expect((await readdir(desktop.sessionsFolder)).filter((file) => file.startsWith('doomed'))).toEqual([]);
  await ui.sessions.close();
  await ui.timeline.pass(1);
});

test('a session from elsewhere is opened as a file', async ({ desktop, userData }) => {
  const ui = await desktop.start();
  await deployFirstChapter(ui);
  await desktop.close();
  const elsewhere = join(userData, 'from-a-friend.kubarium');
  await copyFile(join(desktop.sessionsFolder, 'tutorial.kubarium'), elsewhere);

  const again = await desktop.start();
  await again.sessions.open();
  await again.sessions.create('fresh');
  await desktop.chooseFiles([elsewhere]);
  await again.sessions.open();
  await again.sessions.openOther();
  await expect(again.sessions.openName).toHaveText('from-a-friend');
  await expect(again.outline.all('pod', { namespace: 'default', condition: 'ready' })).toHaveCount(7);
});

interface BadFile {
  readonly what: string;
  readonly content: (session: Buffer) => Uint8Array;
  readonly says: RegExp;
}

/** Where SQLite keeps `user_version`, in which a session file says its format. */
const versionOffset = 60;

const badFiles: readonly BadFile[] = [
  { what: 'an empty file', content: () => new Uint8Array(), says: /is empty/ },
  { what: 'a file cut short', content: (session) => session.subarray(0, 2048), says: /damaged/ },
  { what: 'a file of a newer version', content: newer, says: /newer version/ },
  {
    what: 'a picture',
    content: () => Uint8Array.from({ length: 8192 }, (_, index) => index % 251),
    says: /not a session/,
  },
];

function newer(session: Buffer): Uint8Array {
  const changed = Buffer.from(session);
  changed.writeUInt32BE(4711, versionOffset);
  return changed;
}

test('files that are no sessions give one message each, and the present session stays open', async ({
  desktop,
  userData,
}) => {
  await desktop.start();
  await desktop.close();
  const session = await readFile(join(desktop.sessionsFolder, 'tutorial.kubarium'));
  const ui = await desktop.start();
  for (const [index, { what, content, says }] of badFiles.entries()) {
    await test.step(what, async () => {
      const path = join(userData, `bad-${index}.kubarium`);
      const bytes = content(session);
      await writeFile(path, bytes);
      await refused(ui, desktop, path, says);
      expect(Buffer.compare(await readFile(path), bytes), 'the file was left as it is').toBe(0);
    });
  }
  await test.step('no file', () => refused(ui, desktop, join(userData, 'nowhere.kubarium'), /no file/));
});

async function refused(ui: Kubarium, desktop: Desktop, path: string, says: RegExp): Promise<void> {
  await desktop.chooseFiles([path]);
  await ui.sessions.open();
  await ui.sessions.openOther();
  await expect(ui.notices.problems).toHaveCount(1);
  await expect(ui.notices.problems).toContainText(says);
  await ui.sessions.close();
  await ui.notices.dismissAll();
  await expect(ui.sessions.openName).toHaveText('tutorial');
  await ui.timeline.pass(0.2);
}

test('a session open elsewhere is not opened twice', async ({ desktop, ui, userData }) => {
  await ui.sessions.open();
  await ui.sessions.create('mine');
  const other = new Desktop({
    userData: join(userData, 'other'),
    appArguments: [join(desktop.sessionsFolder, 'mine.kubarium')],
  });
  const second = await other.start();
  await expect(second.notices.saying(/open already/)).toHaveCount(1);
  // It comes up on a session of its own instead.
  await expect(second.sessions.openName).toHaveText('tutorial');
  await other.close();
  await expect(ui.sessions.openName).toHaveText('mine');
});
