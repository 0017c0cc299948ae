import { beforeEach, describe, expect, test } from 'vitest';
import { runningCluster } from '../../../engine/testing/clusters.ts';
import { runKubectl, type RunResult } from '../../testing/run-kubectl.ts';
import { TestClient } from '../../testing/test-client.ts';

const client = new TestClient(runningCluster(1, 'oracle'));
let files: Map<string, string>;

beforeEach(() => {
  files = new Map();
});

const menu = (name: string, soup: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: {soup: ${soup}}\n`;

async function run(line: string): Promise<RunResult> {
  return await runKubectl(client, line, { files });
}

const said = (out: string, err = '') => ({ exit: err === '' ? 0 : 1, out, err });

describe('on the client', () => {
  test('an object is created, left alone and configured', async () => {
    files.set('menu.yaml', menu('monday', 'pea'));
    expect(await run('apply -f menu.yaml')).toEqual(said('configmap/monday created\n'));
    expect(await run('apply -f menu.yaml')).toEqual(said('configmap/monday unchanged\n'));
    files.set('menu.yaml', menu('monday', 'leek'));
    expect(await run('apply -f menu.yaml --dry-run=server')).toEqual(
      said('configmap/monday configured (server dry run)\n'),
    );
    expect(await run('diff -f menu.yaml')).toMatchObject({ exit: 1, err: '' });
    expect(await run('apply -f menu.yaml')).toEqual(said('configmap/monday configured\n'));
    expect(await run('diff -f menu.yaml')).toEqual(said(''));
  });

  test('what stands in no file any more is removed', async () => {
    files.set('menu.yaml', `${menu('tuesday', 'pea')}  \n`.replace('{soup: pea}', '{soup: pea, fish: cod}'));
    await run('apply -f menu.yaml');
    files.set('menu.yaml', menu('tuesday', 'pea'));
    await run('apply -f menu.yaml');
    expect(await run('get cm tuesday -o jsonpath={.data}')).toEqual(said('{"soup":"pea"}'));
    expect((await run('apply view-last-applied cm tuesday -o json')).out).toContain('"soup": "pea"');
  });

  test('objects that were created otherwise are warned of', async () => {
    await run('create configmap wednesday --from-literal=soup=pea');
    files.set('menu.yaml', menu('wednesday', 'pea'));
    const { out, err } = await run('apply -f menu.yaml');
    expect(out).toBe('configmap/wednesday configured\n');
    expect(err).toMatch(
      /^Warning: resource configmaps\/wednesday is missing the kubectl\.kubernetes\.io\/last-applied/,
    );
  });

  test('one bad document does not stop the others, and unknown kinds are told first', async () => {
    const stew = 'apiVersion: kitchen/v1\nkind: Stew\nmetadata: {name: hot}\n';
    files.set('all.yaml', [menu('BAD', 'pea'), menu('thursday', 'pea'), stew].join('---\n'));
    const { exit, out, err } = await run('apply -f all.yaml');
    expect([exit, out]).toEqual([1, 'configmap/thursday created\n']);
    expect(err.split('\n')[0]).toBe(
      'resource mapping not found for name: "hot" namespace: "" from "all.yaml": no matches for kind "Stew" in version "kitchen/v1"',
    );
  });

  test('a refused patch is shown with what it was for', async () => {
    files.set('menu.yaml', `${menu('friday', 'pea')}immutable: true\n`);
    await run('apply -f menu.yaml');
    files.set('menu.yaml', `${menu('friday', 'leek')}immutable: true\n`);
    expect((await run('apply -f menu.yaml')).err).toBe(
      'The ConfigMap "friday" is invalid: data: Forbidden: field is immutable when `immutable` is set\n',
    );
    expect(await run('apply -f menu.yaml --force')).toEqual(said('configmap/friday configured\n'));
  });
});

describe('on the server', () => {
  test('conflicts with other managers are explained, and can be forced', async () => {
    files.set('menu.yaml', menu('saturday', 'pea'));
    expect(await run('apply -f menu.yaml --server-side')).toEqual(said('configmap/saturday serverside-applied\n'));
    files.set('menu.yaml', menu('saturday', 'leek'));
    const { exit, err } = await run('apply -f menu.yaml --server-side --field-manager=cook');
    expect(exit).toBe(1);
    expect(err).toMatch(/^error: Apply failed with 1 conflict: conflict with "kubectl"/);
    expect(err).toContain('Please review the fields above--they currently have other managers.');
    expect(await run('apply -f menu.yaml --server-side --field-manager=cook --force-conflicts')).toEqual(
      said('configmap/saturday serverside-applied\n'),
    );
  });
});

test.each([
  ['apply', 'error: must specify one of -f and -k\n'],
  ['apply -f menu.yaml', 'error: the path "menu.yaml" does not exist\n'],
  ['apply -f x --force-conflicts', 'error: --force-conflicts only works with --server-side\n'],
  ['apply -f x --dry-run=maybe', 'error: Invalid dry-run value (maybe). Must be "none", "server", or "client".\n'],
])('%s is refused', async (line, err) => {
  expect(await run(line)).toEqual(said('', err));
});
