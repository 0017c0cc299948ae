import { describe, expect, test } from 'vitest';
import { threeWayMergePatch, threeWayPatch } from './three-way-patch.ts';

const podSpec = (spec: object): { readonly spec: object } => ({ spec });

describe('threeWayPatch', () => {
  test('what is there already needs no patch, whatever defaults stand beside it', () => {
    const wanted = podSpec({ containers: [{ name: 'tea', image: 'tea:1' }] });
    const current = podSpec({
      containers: [{ name: 'tea', image: 'tea:1', imagePullPolicy: 'Always' }],
      nodeName: 'n',
    });
    expect(threeWayPatch('Pod', { original: wanted, modified: wanted, current })).toEqual({});
  });

  test('items of lists are changed and deleted by their keys, and their order is told', () => {
    const original = podSpec({
      containers: [
        { name: 'tea', image: 'tea:1' },
        { name: 'milk', image: 'milk:1' },
      ],
    });
    const modified = podSpec({ containers: [{ name: 'tea', image: 'tea:2' }] });
    expect(threeWayPatch('Pod', { original, modified, current: original })).toEqual(
      podSpec({
        '$setElementOrder/containers': [{ name: 'tea' }],
        containers: [
          { name: 'tea', image: 'tea:2' },
          { $patch: 'delete', name: 'milk' },
        ],
      }),
    );
  });

  test('a field that is not wanted any more is removed only if it was applied', () => {
    const original = { metadata: { labels: { a: '1', b: '2' } } };
    const current = { metadata: { labels: { a: '1', b: '2', theirs: '3' } } };
    const modified = { metadata: { labels: { a: '1' } } };
    expect(threeWayPatch('Pod', { original, modified, current })).toEqual({ metadata: { labels: { b: null } } });
  });

  test('lists of plain values are merged as sets', () => {
    const original = { metadata: { finalizers: ['x/a', 'x/b'] } };
    const current = { metadata: { finalizers: ['x/a', 'x/b', 'x/theirs'] } };
    const modified = { metadata: { finalizers: ['x/a', 'x/c'] } };
    expect(threeWayPatch('Pod', { original, modified, current })).toEqual({
      metadata: {
        '$deleteFromPrimitiveList/finalizers': ['x/b'],
        '$setElementOrder/finalizers': ['x/a', 'x/c'],
        finalizers: ['x/c'],
      },
    });
  });

  test('a strategy retains only the keys that are wanted', () => {
    const wanted = { spec: { strategy: { type: 'Recreate' } } };
    const current = { spec: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } } };
    expect(threeWayPatch('Deployment', { original: {}, modified: wanted, current })).toEqual({
      spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } },
    });
  });

  test('an item without its key cannot be matched', () => {
    const modified = podSpec({ containers: [{ image: 'tea:1' }] });
    const current = podSpec({ containers: [{ name: 'tea', image: 'tea:1' }] });
    expect(() => threeWayPatch('Pod', { original: {}, modified, current })).toThrow(
      'map: {"image":"tea:1"} does not contain declared merge key: name',
    );
  });
});

test('of kinds that are not known lists are replaced whole', () => {
  const original = { spec: { cups: [1, 2], lid: true } };
  const modified = { spec: { cups: [1, 3] } };
  expect(threeWayMergePatch({ original, modified, current: original })).toEqual({ spec: { cups: [1, 3], lid: null } });
});
