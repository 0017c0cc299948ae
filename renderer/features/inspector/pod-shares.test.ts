import { expect, test } from 'vitest';
import { imageShares, podShares } from './pod-shares.ts';

test('bars are relative to the longest, in the order of names', () => {
  const names: Readonly<Record<string, string>> = { u1: 'web-b', u2: 'web-a' };
  expect(podShares({ u1: 20, u2: 10 }, (uid) => names[uid])).toEqual([
    { uid: 'u2', name: 'web-a', count: 10, share: 0.5 },
    { uid: 'u1', name: 'web-b', count: 20, share: 1 },
  ]);
});

test('a Pod of which nothing is known any more is called by its UID', () => {
  expect(podShares({ u1: 3 }, () => undefined)).toMatchObject([{ name: 'u1', share: 1 }]);
  expect(podShares({}, () => undefined)).toEqual([]);
});

test('what images have answered makes up the whole', () => {
  expect(imageShares({ 'web:2': 30, 'web:1': 10 })).toEqual([
    { image: 'web:1', share: 0.25 },
    { image: 'web:2', share: 0.75 },
  ]);
  expect(imageShares({})).toEqual([]);
});
