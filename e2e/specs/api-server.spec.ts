// Real clients on this computer reach the window's cluster once somebody has switched that on, and no longer.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { askApi } from '../harness/api-client.ts';
import { expect, test } from '../harness/app.ts';
import { readAccess } from '../pages/server-dialog.ts';

const pods = '/api/v1/namespaces/default/pods';
const pod = (name: string): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: { containers: [{ name: 'main', image: 'nginx:1.27' }] },
});

test('switched on it answers a client, whose work is seen and explained; switched off it is gone', async ({ ui }) => {
  await ui.server.open();
  await expect(ui.server.toggle).toHaveAttribute('aria-checked', 'false');
  const access = await ui.server.switchOn();
  expect(new URL(access.url).hostname).toBe('127.0.0.1');
  await ui.server.close();
  await expect(ui.server.button).toHaveAttribute('aria-pressed', 'true');

  expect(await askApi(access, pods, pod('from-outside'))).toMatchObject({ code: 201 });
  await expect(ui.outline.all('pod', { namespace: 'default', condition: 'ready' })).toHaveCount(1);
  expect((await askApi({ ...access, token: 'wrong' }, pods)).code).toBe(401);
  await ui.stage.click('pod', 'from-outside');
  await ui.inspector.show('why');
  await expect(ui.inspector.whySteps.first()).toContainText('kubectl');

  await ui.server.open();
  await ui.server.switchOff();
  await expect(askApi(access, pods)).rejects.toThrow(/ECONNREFUSED/);
});

test('while the past is shown clients see the present and cannot change it', async ({ ui }) => {
  await ui.timeline.pass(2);
  await ui.server.open();
  const access = await ui.server.switchOn();
  await ui.server.close();
  await ui.timeline.stepBack();
  await ui.server.open();
  await expect(ui.server.past).toBeVisible();
  expect((await askApi(access, '/api/v1/nodes')).body.items).toHaveLength(3);
  const refused = await askApi(access, pods, pod('too-late'));
  expect(refused.code).toBe(503);
  expect(refused.body.message).toContain('Return to live');
});

test('another session has no server until it is asked for', async ({ ui }) => {
  await ui.server.open();
  const access = await ui.server.switchOn();
  await ui.server.close();
  await ui.sessions.open();
  await ui.sessions.create('second');
  await expect(ui.server.button).toHaveAttribute('aria-pressed', 'false');
  await expect(askApi(access, pods)).rejects.toThrow(/ECONNREFUSED/);
});

test.describe('a kubeconfig of the person', () => {
  test.beforeEach(({ userData }) => {
    process.env['KUBECONFIG'] = join(userData, 'config');
  });
  test.afterEach(() => {
    delete process.env['KUBECONFIG'];
  });

  test('is added to only when they say so, and is kept as it was beside', async ({ userData, desktop }) => {
    const path = join(userData, 'config');
    const theirs = 'apiVersion: v1\nkind: Config\ncurrent-context: work # mine\n';
    await writeFile(path, theirs);
    const ui = await desktop.start();
    await ui.server.open();
    const access = await ui.server.switchOn();
    await ui.server.merge.click();
    await ui.question.cancel.click();
    expect(await readFile(path, 'utf8')).toBe(theirs);
    await ui.server.merge.click();
    await ui.question.confirm.click();
    await expect(ui.server.merged).toContainText(path);
    expect(await readFile(path, 'utf8')).toContain('current-context: work # mine');
    expect(await readAccess(path)).toEqual(access);
    expect(await readFile(`${path}.before-kubarium`, 'utf8')).toBe(theirs);
  });
});
