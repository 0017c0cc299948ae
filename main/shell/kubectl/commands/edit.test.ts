import { expect, test } from 'vitest';
import { apply, runningCluster } from '../../../engine/testing/clusters.ts';
import { runKubectl, type RunResult } from '../../testing/run-kubectl.ts';
import { TestClient } from '../../testing/test-client.ts';

const cluster = runningCluster(1, 'oracle');
const client = new TestClient(cluster);
apply(cluster, 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: menu}\ndata: {soup: leek}\n');

/** Edits the menu in an editor that turns the text into another. */
async function edited(change: (text: string) => string, command = 'edit cm menu', stdin = ''): Promise<RunResult> {
  const files = new Map<string, string>();
  const spawn = (_: string, [, line = '']: readonly string[]): Promise<number> => {
    const path = line.split(' ').at(-1) ?? '';
    files.set(path, change(files.get(path) ?? ''));
    return Promise.resolve(0);
  };
  return await runKubectl(client, command, { files, spawn, stdin, env: { KUBE_EDITOR: 'pencil' } });
}

test('what was saved is sent', async () => {
  expect(await edited((text) => text.replace('leek', 'pea'))).toEqual({
    exit: 0,
    out: 'configmap/menu edited\n',
    err: '',
  });
  const { out } = await runKubectl(client, 'get cm menu -o jsonpath={.data.soup}');
  expect(out).toBe('pea');
});

test('nothing is sent when nothing was changed or all of it is gone', async () => {
  expect(await edited((text) => text)).toEqual({ exit: 0, out: '', err: 'Edit cancelled, no changes made.\n' });
  expect(await edited(() => '')).toEqual({ exit: 0, out: '', err: 'Edit cancelled, saved file was empty.\n' });
});

test('what is refused is kept', async () => {
  const { exit, err } = await edited((text) => text.replace(/^ {2}soup:/m, '  hot soup:'));
  expect(exit).toBe(1);
  expect(err).toMatch(
    /^error: configmaps "menu" is invalid\nA copy of your changes has been stored to "\/tmp\/kubectl-edit-\d+\.yaml"\nerror: Edit cancelled, no valid changes were saved\.\n$/,
  );
});

test('several objects are edited as a list, and those that stay as they are skipped', async () => {
  apply(cluster, 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: wine}\ndata: {red: rioja}\n');
  const { out } = await edited((text) => text.replace('rioja', 'barolo'), 'edit cm/menu cm/wine');
  expect(out).toBe('configmap/menu skipped\nconfigmap/wine edited\n');
});

test('the patch that is sent is shown where that is asked for', async () => {
  const { out } = await edited((text) => text.replace('barolo', 'rioja'), 'edit cm wine --output-patch');
  expect(out).toBe('Patch: {"data":{"red":"rioja"}}\nconfigmap/wine edited\n');
});

test('a part of an object is edited alone', async () => {
  await runKubectl(client, 'create deployment cook --image=nginx --replicas=1');
  const { out } = await edited(
    (text) => text.replace('replicas: 1', 'replicas: 2'),
    'edit deploy cook --subresource scale',
  );
  expect(out).toBe('scale.autoscaling/cook edited\n');
  expect((await runKubectl(client, 'get deploy cook -o jsonpath={.spec.replicas}')).out).toBe('2');
});

test('what stands in a file is edited before it is created', async () => {
  const stdin = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cake}\ndata: {kind: plum}\n';
  const create = (change: (text: string) => string) => edited(change, 'create -f - --edit', stdin);
  expect((await create((text) => text)).err).toBe('Edit cancelled, no changes made.\n');
  expect((await create((text) => text.replace('plum', 'pear'))).out).toBe('configmap/cake created\n');
  expect((await runKubectl(client, 'get cm cake -o jsonpath={.data.kind}')).out).toBe('pear');
  expect((await create((text) => text.replace('plum', 'fig'))).err).toMatch(
    /^A copy of your changes has been stored to "\S+"\nError from server \(AlreadyExists\): .*configmaps "cake" already exists\n$/,
  );
});

test('what was applied last can be edited', async () => {
  const stdin = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: beer}\ndata: {pale: ale}\n';
  await runKubectl(client, 'apply -f -', { stdin });
  const { out } = await edited((text) => text.replace('ale\n', 'lager\n'), 'apply edit-last-applied cm beer');
  expect(out).toBe('configmap/beer edited\n');
  expect((await runKubectl(client, 'apply view-last-applied cm beer')).out).toContain('  pale: lager\n');
  await runKubectl(client, 'create configmap plain');
  expect(await edited((text) => text, 'apply edit-last-applied cm plain')).toMatchObject({
    exit: 1,
    err: 'error: no last-applied-configuration annotation found on resources, to create the annotation, use command `kubectl apply set-last-applied --create-annotation`\n',
  });
});
