// "Open, paste or drop a manifest: it is applied." And bad input: one clear message, and nothing of it is applied.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { configMap, emptyController, firstChapter, fixturePath } from '../fixtures/fixtures.ts';
import { expect, test } from '../harness/app.ts';
import { deployFirstChapter } from '../pages/deploy.ts';
import type { Kubarium } from '../pages/kubarium.ts';

const appliedLines = ['configmap/greeting created', 'replicationcontroller/greeter created', 'service/greeter created'];
const megabyte = 1024 * 1024;

test('a pasted manifest of several documents is applied, and again is unchanged', async ({ ui }) => {
  await ui.manifests.apply(firstChapter);
  await expect(ui.manifests.lines).toHaveText(appliedLines);
  await ui.manifests.apply(firstChapter);
  await expect(ui.manifests.lines).toHaveText(appliedLines.map((line) => line.replace('created', 'unchanged')));
  await ui.manifests.apply(firstChapter.replace('replicas: 7', 'replicas: 2'));
  await expect(ui.manifests.lines.nth(1)).toHaveText('replicationcontroller/greeter configured');
  await ui.manifests.close();
  await expect(ui.outline.row('workload', 'greeter')).toContainText('/2');
});

test('what is pasted into the window itself opens the dialog with it', async ({ ui }) => {
  await ui.page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }, firstChapter);
  await expect(ui.manifests.text).toHaveValue(firstChapter);
});

test('files are opened with the system’s dialog', async ({ ui, desktop, userData }) => {
  const second = join(userData, 'second.yaml');
  await writeFile(second, configMap('second'));
  await desktop.chooseFiles([fixturePath('first-chapter.yaml'), second]);
  await ui.manifests.openFiles();
  await expect(ui.manifests.lines).toHaveText([...appliedLines, 'configmap/second created']);
  await expect(ui.manifests.results.first()).toContainText('first-chapter.yaml');
  await ui.manifests.close();
  await expect(ui.outline.all('pod', { namespace: 'default' })).toHaveCount(7);
});

test('when no file is chosen nothing happens', async ({ ui, desktop }) => {
  await desktop.chooseFiles([]);
  await ui.manifests.openFiles();
  await expect(ui.manifests.dialog).toHaveCount(0);
  await expect(ui.notices.all).toHaveCount(0);
});

test('files dropped onto the window are applied', async ({ ui }) => {
  await ui.manifests.drop([
    { name: 'chapter.yaml', content: firstChapter },
    { name: 'more.json', content: '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "more"}}' },
  ]);
  await expect(ui.manifests.lines).toHaveText([...appliedLines, 'configmap/more created']);
});

interface BadText {
  readonly what: string;
  readonly text: string;
  readonly says: string | RegExp;
  readonly where: string | RegExp;
}

const pod = (spec: string): string => `apiVersion: v1\nkind: Pod\nmetadata: { name: bad }\nspec:\n${spec}`;

const badTexts: readonly BadText[] = [
  {
    what: 'malformed YAML',
    text: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: bad\n',
    says: 'not valid YAML',
    where: /line 4, column 1$/,
  },
  {
    what: 'a duplicate key',
    text: 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: bad }\nkind: Pod\n',
    says: 'a key stands twice',
    where: /line 4, column 1$/,
  },
  {
    what: 'an unknown kind',
    text: 'apiVersion: v1\nkind: Teapot\nmetadata: { name: bad }\n',
    says: 'no matches for kind "Teapot" in version "v1"',
    where: '',
  },
  {
    what: 'an unknown field',
    text: pod("  containers: [{ name: main, image: 'nginx:1.25', imagePullPolice: Always }]\n"),
    says: 'unknown field "spec.containers[0].imagePullPolice"',
    where: '',
  },
  {
    what: 'a wrong type',
    text: pod("  containers: [{ name: main, image: 'nginx:1.25', ports: [{ containerPort: 'http' }] }]\n"),
    says: 'spec.containers.ports.containerPort of type int32',
    where: '',
  },
  {
    what: 'an invalid value',
    text: 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: Not_A_Name }\n',
    says: 'Invalid value: "Not_A_Name"',
    where: '',
  },
  { what: 'plain prose', text: 'hello there\n', says: 'is not an object', where: /document 1$/ },
  { what: 'only a comment', text: '# nothing\n', says: 'no object in this manifest', where: '' },
];

test('bad input gives one message each, and nothing beside it is applied', async ({ ui }) => {
  for (const { what, text, says, where } of badTexts) {
    await test.step(what, async () => {
      await ui.manifests.apply(text);
      await expectOneProblem(ui, says);
      if (where !== '') await expect(ui.manifests.problems.getByTestId('notice-where')).toHaveText(where);
    });
    // What is nothing at all does no harm beside something.
    if (what === 'only a comment') continue;
    await test.step(`${what} between good documents`, async () => {
      const mixed = `${emptyController('before')}---\n${text}---\n${emptyController('after')}`;
      await ui.manifests.apply(mixed);
      await expectOneProblem(ui, says);
      await expect(ui.manifests.text, 'the text stays, to be corrected').toHaveValue(mixed);
      await expect(ui.outline.all('workload', { namespace: 'default' })).toHaveCount(0);
    });
  }
  // The API itself agrees: what was not applied is created now, not found unchanged.
  await ui.manifests.apply(`${emptyController('before')}---\n${emptyController('after')}`);
  await expect(ui.manifests.lines).toHaveText([
    'replicationcontroller/before created',
    'replicationcontroller/after created',
  ]);
});

test('files too large or not text are refused, dropped or opened', async ({ ui, desktop, userData }) => {
  const large = `# ${'x'.repeat(50 * megabyte)}\n`;
  const binary = Uint8Array.from({ length: 4096 }, (_, index) => (index * 37) % 256);
  const [largePath, binaryPath] = [join(userData, 'large.yaml'), join(userData, 'binary.yaml')];
  await Promise.all([writeFile(largePath, large), writeFile(binaryPath, binary)]);

  await ui.manifests.drop([{ name: 'binary.yaml', content: binary }]);
  await expectOneProblem(ui, /not a text file/);
  await ui.manifests.close();
  await dropLargeFile(ui, 50 * megabyte);
  await expectOneProblem(ui, /too large/);
  await ui.manifests.close();

  await desktop.chooseFiles([binaryPath]);
  await ui.manifests.openFiles();
  await expectOneProblem(ui, /not a text file/);
  await ui.manifests.close();
  await desktop.chooseFiles([largePath]);
  await ui.manifests.openFiles();
  await expect(ui.manifests.dialog).toHaveCount(0);
  await expect(ui.notices.problems).toHaveCount(1);
  await expect(ui.notices.problems).toContainText('50 MB');
  await expect(ui.timeline.clock).toHaveAttribute('data-playing', 'true');
});

test('a missing file is one message', async ({ ui, desktop, userData }) => {
  await desktop.chooseFiles([join(userData, 'nowhere.yaml')]);
  await ui.manifests.openFiles();
  await expect(ui.notices.problems).toHaveCount(1);
  await expect(ui.notices.problems).toContainText('cannot be read');
});

test('a changed manifest changes what runs', async ({ ui }) => {
  await deployFirstChapter(ui);
  await ui.manifests.applyAndClose(firstChapter.replace('replicas: 7', 'replicas: 3'));
  await expect(ui.outline.all('pod', { namespace: 'default' })).toHaveCount(3);
  await expect(ui.outline.row('service', 'greeter')).toHaveAttribute('data-ready', '3');
});

async function expectOneProblem(ui: Kubarium, says: string | RegExp): Promise<void> {
  await expect(ui.manifests.problems).toHaveCount(1);
  await expect(ui.manifests.problems).toContainText(says);
  await expect(ui.manifests.lines).toHaveCount(0);
  await expect(ui.notices.problems).toHaveCount(0);
}

/** Made in the page: a file of this size need not come over the wire. */
async function dropLargeFile(ui: Kubarium, size: number): Promise<void> {
  await ui.page.evaluate((bytes) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([new Uint8Array(bytes)], 'large.yaml'));
    document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
  }, size);
}
