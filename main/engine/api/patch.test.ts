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
