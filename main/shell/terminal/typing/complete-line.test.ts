import { expect, test } from 'vitest';
import { commands } from '../../kubectl/commands/registry.ts';
import { smallCluster } from '../../testing/small-cluster.ts';
import { OverlayTree } from '../overlay-tree.ts';
import { filesSeenFrom } from '../folder-files.ts';
import { commonStart, completeAt, inColumns, type ShellPlace } from './complete-line.ts';

const tree = new OverlayTree([]);
for (const path of ['/root/web.yaml', '/root/.hidden', '/root/pods/one.yaml']) tree.write(path, new Uint8Array());

const place: ShellPlace = {
  commands,
  client: smallCluster().client,
  programs: ['curl', 'kubectl', 'kubectx'],
  folder: '/root',
  home: '/root',
  isFolder: (path) => tree.isFolder(path),
  surroundings: {
    stdin: () => '',
    out: () => undefined,
    err: () => undefined,
    env: {},
    files: filesSeenFrom('/root', tree),
    spawn: () => Promise.resolve(127),
    signal: new AbortController().signal,
  },
};

test.each([
  ['ku', 0, ['kubectl', 'kubectx'], true],
  ['kubectl get po', 12, ['poddisruptionbudgets.policy', 'pods'], true],
  ['k get pods w', 11, ['web'], true],
  ['echo a; kubectl get pods w', 25, ['web'], true],
  ['kubectl delete pod `kubectl get pods w', 37, ['web'], true],
  ['kubectl get -n kube-p', 15, ['kube-public'], true],
  ['kubectl get --namespace=kube-p', 24, ['kube-public'], true],
  ['kubectl apply -f w', 17, ['web.yaml'], true],
  ['cat p', 4, ['pods/'], false],
  ['cat pods/', 4, ['pods/one.yaml'], true],
  ['cat .', 4, ['.hidden'], true],
  ['cat ~/w', 4, ['~/web.yaml'], true],
  ['echo a >we', 8, ['web.yaml'], true],
])('completes %j', async (line, start, texts, space) => {
  const found = await completeAt(line, place);
  expect(found.texts).toEqual(expect.arrayContaining([...texts]));
  expect(found).toMatchObject({ start, space });
});

test('what several have in common is written, the rest is listed in columns', () => {
  expect(commonStart(['kubectl', 'kubectx', 'kube'])).toBe('kube');
  expect(commonStart([])).toBe('');
  expect(inColumns(['a', 'bb', 'ccc', 'd'], 12)).toBe('a    ccc\r\nbb   d\r\n');
});
