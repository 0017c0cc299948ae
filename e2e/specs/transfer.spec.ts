// A dump of a real cluster becomes a session, and a session becomes manifests, an audit log and Events again.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { fixturePath } from '../fixtures/fixtures.ts';
import { expect, test } from '../harness/app.ts';
import { deployFirstChapter } from '../pages/deploy.ts';

test('a dump is shown before anything is made, and then runs on machines like its own', async ({ ui, desktop }) => {
  await desktop.chooseFiles([fixturePath('dump.yaml')]);
  await ui.import.open();
  await expect(ui.import.runButton).toBeDisabled();
  await ui.import.choose('files');
  await expect(ui.import.nodes).toHaveText('control-a · pool-1 · pool-2');
  await expect(ui.import.leftOut.and(ui.page.locator('[data-reason="owned"]'))).toHaveAttribute('data-count', '2');
  await expect(ui.import.leftOut.and(ui.page.locator('[data-reason="secret"]'))).toHaveAttribute('data-count', '1');
  await ui.import.run('orchard');

  await expect(ui.sessions.openName).toHaveText('orchard');
  await expect(ui.outline.all('node')).toHaveCount(3);
  await expect(ui.outline.all('pod', { namespace: 'orchard', condition: 'ready' })).toHaveCount(2);
  // What selects a label of a node finds it there.
  for (const pod of await ui.outline.pods('orchard')) expect(pod.node).toBe('pool-1');
  await expect(ui.outline.row('service', 'cider')).toHaveCount(1);
});

test('kept, the session rests at the moment of the dump, and goes on from there', async ({ ui, desktop }) => {
  await desktop.chooseFiles([fixturePath('dump.yaml')]);
  await ui.import.open();
  await ui.import.decide('keep');
  await ui.import.decide('secrets');
  await ui.import.choose('files');
  await ui.import.run('kept');
  const row = ui.outline.row('pod', 'cider-7d4b9c8f6-x2kqm');
  await expect(row).toHaveAttribute('data-status', 'CrashLoopBackOff');
  await expect(ui.outline.all('pod', { namespace: 'orchard' })).toHaveCount(1);
  await ui.timeline.setSpeed(10);
  await ui.timeline.resume();
  await expect(ui.outline.all('pod', { namespace: 'orchard', condition: 'ready' })).toHaveCount(2);
  await expect(row).toHaveCount(1);
});

test('what cannot be read is told once, and nothing is made', async ({ ui, desktop, userData }) => {
  const broken = join(userData, 'broken.yaml');
  await writeFile(broken, 'apiVersion: v1\nkind: List\nitems:\n- kind: Pod\n');
  await desktop.chooseFiles([broken]);
  await ui.import.open();
  await ui.import.choose('files');
  await expect(ui.import.problem).toHaveText('this has no apiVersion.');
  await expect(ui.import.runButton).toBeDisabled();
  await ui.import.close();
  await ui.sessions.open();
  await expect(ui.sessions.rows).toHaveCount(1);
});

test('exported manifests come to the same in another session', async ({ ui, desktop, userData }) => {
  // Two clusters come up, one after the other.
  test.slow();
  await deployFirstChapter(ui);
  const folder = join(userData, 'exported');
  await mkdir(folder);
  const file = join(folder, 'site.yaml');
  const exportTo = async (path: string): Promise<void> => {
    await desktop.saveTo(path);
    await ui.export.open();
    await ui.export.run('manifests', 'default');
    await ui.export.close();
  };
  await exportTo(file);
  const text = await readFile(file, 'utf8');
  expect(parseAllDocuments(text).map((document) => document.get('kind'))).toEqual([
    'ConfigMap',
    'Service',
    'ReplicationController',
  ]);
  expect(text).not.toMatch(/uid|resourceVersion|creationTimestamp|status:|clusterIP/);

  await desktop.chooseFiles([file]);
  await ui.import.open();
  await ui.import.choose('files');
  await ui.import.run('again');
  await expect(ui.outline.all('pod', { namespace: 'default', condition: 'ready' })).toHaveCount(7);
  const again = join(folder, 'again.yaml');
  await exportTo(again);
  expect(await readFile(again, 'utf8')).toBe(text);
});

test('the history is written as an audit log and as Events', async ({ ui, desktop, userData }) => {
  await deployFirstChapter(ui);
  const [audit, events] = [join(userData, 'audit.jsonl'), join(userData, 'events.json')];
  await ui.export.open();
  await desktop.saveTo(audit);
  await ui.export.run('audit', 'default');
  const lines = (await readFile(audit, 'utf8')).trim().split('\n');
  const told = lines.map((line) => JSON.parse(line) as { verb: string; objectRef: object; user: { username: string } });
  expect(told).toContainEqual(
    expect.objectContaining({
      apiVersion: 'audit.k8s.io/v1',
      verb: 'create',
      user: expect.objectContaining({ username: 'system:serviceaccount:kube-system:replication-controller' }),
      objectRef: expect.objectContaining({ resource: 'pods' }),
    }),
  );
  await desktop.saveTo(events);
  await ui.export.run('events', 'default');
  await expect(ui.export.done).toContainText(events);
  const list = JSON.parse(await readFile(events, 'utf8')) as { kind: string; items: readonly { reason: string }[] };
  expect(list.kind).toBe('EventList');
  expect(list.items.map(({ reason }) => reason)).toContain('SuccessfulCreate');
});
