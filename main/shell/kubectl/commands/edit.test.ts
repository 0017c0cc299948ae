import { expect, test } from 'vitest';
import { apply, runningCluster } from '../../../engine/testing/clusters.ts';
import { runKubectl, type RunResult } from '../../testing/run-kubectl.ts';
import { TestClient } from '../../testing/test-client.ts';

const cluster = runningCluster(1, 'oracle');
const client = new TestClient(cluster);
apply(cluster, 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: menu}\ndata: {soup: leek}\n');

/** Edits the menu in an editor that turns the text into another. */
async function edited(change: (text: string) => string): Promise<RunResult> {
  const files = new Map<string, string>();
  const spawn = (_: string, [, line = '']: readonly string[]): Promise<number> => {
    const path = line.split(' ').at(-1) ?? '';
    files.set(path, change(files.get(path) ?? ''));
    return Promise.resolve(0);
  };
  return await runKubectl(client, 'edit cm menu', { files, spawn, env: { KUBE_EDITOR: 'pencil' } });
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
