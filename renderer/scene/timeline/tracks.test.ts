import { expect, test } from 'vitest';
import type { LifeChange } from '../../../preload/contract/views.ts';
import { extendBuckets, extendTracks, goneAt, spansOf } from './tracks.ts';

let seq = 0;
const change = (uid: string, t: number, state: LifeChange['state']): LifeChange => {
  seq += 1;
  return { uid, namespace: 'default', name: uid, t, seq, state };
};

test('tracks keep the order of creation, the gone stay', () => {
  const first = extendTracks(new Map(), [change('a', 0, 'starting'), change('b', 5, 'starting')]);
  const second = extendTracks(first, [change('a', 9, 'gone'), change('c', 9, 'waiting')]);
  expect([...second.keys()]).toEqual(['a', 'b', 'c']);
  expect(goneAt(second.get('a')!)).toBe(9);
  expect(goneAt(second.get('b')!)).toBeUndefined();
});

test('a change that comes twice counts once', () => {
  const one = change('a', 0, 'ready');
  expect(extendTracks(extendTracks(new Map(), [one]), [one]).get('a')?.changes).toHaveLength(1);
});

test('spans are the states between changes; the last goes on until the end', () => {
  const track = extendTracks(new Map(), [
    change('a', 0, 'starting'),
    change('a', 10, 'ready'),
    change('a', 30, 'ending'),
  ]).get('a')!;
  expect(spansOf(track, 35)).toEqual([
    { state: 'starting', fromUs: 0, toUs: 10 },
    { state: 'ready', fromUs: 10, toUs: 30 },
    { state: 'ending', fromUs: 30, toUs: 35 },
  ]);
});

test('a life that is over ends with it', () => {
  const track = extendTracks(new Map(), [change('a', 0, 'ready'), change('a', 10, 'gone')]).get('a')!;
  expect(spansOf(track, 100)).toEqual([{ state: 'ready', fromUs: 0, toUs: 10 }]);
});

test('the running second replaces what was known of it', () => {
  const buckets = extendBuckets(
    [
      { second: 1, answered: 2, failed: 0 },
      { second: 2, answered: 1, failed: 0 },
    ],
    [
      { second: 2, answered: 3, failed: 1 },
      { second: 4, answered: 1, failed: 0 },
    ],
  );
  expect(buckets.map(({ second, answered }) => [second, answered])).toEqual([
    [1, 2],
    [2, 3],
    [4, 1],
  ]);
});
