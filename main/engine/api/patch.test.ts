import { expect, it } from 'vitest';
import { applyPatch } from './patch.ts';

const pod = {
  kind: 'Pod',
  metadata: { name: 'web', labels: { app: 'web' }, finalizers: ['a/b'] },
  spec: {
    containers: [
      { name: 'one', image: 'nginx:1' },
      { name: 'two', image: 'redis:1' },
    ],
    nodeSelector: { disk: 'ssd' },
  },
};
const patch = (type: 'merge' | 'json' | 'strategic', value: unknown) => {
  const result = applyPatch('Pod', pod, type, value);
  return result.ok ? result.object : result.status.message;
};

it('merges by RFC 7386: lists are replaced, null removes', () => {
  expect(patch('merge', { metadata: { labels: { app: null, tier: 'front' } }, spec: { containers: [] } })).toEqual({
    ...pod,
    metadata: { ...pod.metadata, labels: { tier: 'front' } },
    spec: { ...pod.spec, containers: [] },
  });
});

it('merges lists by their keys in a strategic patch', () => {
  const value = {
    spec: {
      containers: [
        { name: 'two', image: 'redis:2' },
        { name: 'one', $patch: 'delete' },
        { name: 'three', image: 'x' },
      ],
    },
  };
  expect(patch('strategic', value)).toMatchObject({
    spec: {
      containers: [
        { name: 'two', image: 'redis:2' },
        { name: 'three', image: 'x' },
      ],
      nodeSelector: { disk: 'ssd' },
    },
  });
});

it('orders a strategically merged list as asked', () => {
  const value = {
    spec: {
      $setElementOrder: 1,
      '$setElementOrder/containers': [{ name: 'two' }, { name: 'one' }],
      containers: [{ name: 'one', image: 'nginx:2' }],
    },
  };
  expect(patch('strategic', value)).toMatchObject({
    spec: {
      containers: [
        { name: 'two', image: 'redis:1' },
        { name: 'one', image: 'nginx:2' },
      ],
    },
  });
});

it('puts a new item of a strategic patch before those that the patch does not name', () => {
  expect(patch('strategic', { spec: { containers: [{ name: 'three', image: 'x' }] } })).toMatchObject({
    spec: { containers: [{ name: 'three' }, { name: 'one' }, { name: 'two' }] },
  });
  const both = [
    { name: 'two', image: 'redis:2' },
    { name: 'three', image: 'x' },
  ];
  expect(patch('strategic', { spec: { containers: both } })).toMatchObject({
    spec: { containers: [{ name: 'one' }, { name: 'two', image: 'redis:2' }, { name: 'three' }] },
  });
  expect(patch('strategic', { metadata: { finalizers: ['c/d', 'a/b'] } })).toMatchObject({
    metadata: { finalizers: ['c/d', 'a/b'] },
  });
});

it('refuses items without their merge key', () => {
  expect(patch('strategic', { spec: { containers: [{ image: 'x:1' }] } })).toBe(
    'map: map[image:x:1] does not contain declared merge key: name',
  );
});

it('applies the operations of RFC 6902', () => {
  const operations = [
    { op: 'test', path: '/metadata/name', value: 'web' },
    { op: 'add', path: '/metadata/labels/a~1b', value: 'c' },
    { op: 'remove', path: '/spec/containers/0' },
    { op: 'replace', path: '/spec/containers/0/image', value: 'redis:3' },
  ];
  expect(patch('json', operations)).toMatchObject({
    metadata: { labels: { app: 'web', 'a/b': 'c' } },
    spec: { containers: [{ name: 'two', image: 'redis:3' }] },
  });
  expect(pod.spec.containers).toHaveLength(2);
});

it('refuses operations that cannot be done', () => {
  expect(patch('json', [{ op: 'remove', path: '/spec/nosuch' }])).toBe(
    'the server rejected our request due to an error in our request',
  );
});

it('refuses what would make the object too deep, piece by piece', () => {
  const piece = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
  const add = (path: string, value: unknown) => ({ op: 'add', path, value });
  const label = '/metadata/labels/deep';
  expect(patch('json', [add(label, piece(490))])).toMatchObject({ kind: 'Pod' });
  const bottom = label + '/0'.repeat(489) + '/-';
  const tooDeep = 'the object provided is unrecognized: exceeded max depth';
  expect(patch('json', [add(label, piece(490)), add(bottom, piece(490))])).toBe(tooDeep);
  expect(patch('json', [add(label, piece(490)), { op: 'copy', from: label, path: bottom }])).toBe(tooDeep);
});

it('refuses more operations than can be, and copies that grow without end', () => {
  const add = { op: 'add', path: '/metadata/labels/x', value: 'y' };
  expect(
    patch(
      'json',
      Array.from({ length: 10_001 }, () => add),
    ),
  ).toBe('Request entity too large: The allowed maximum operations in a JSON patch is 10000, got 10001');
  const doubling = Array.from({ length: 40 }, (_, at) => ({ op: 'copy', from: '/spec', path: `/spec/n${String(at)}` }));
  expect(patch('json', doubling)).toBe('the server rejected our request due to an error in our request');
});
