import { expect, test } from 'vitest';
import { Sequence } from './sequence.ts';

test('patches count on from the snapshot', () => {
  const sequence = new Sequence();
  expect(sequence.follows(1)).toBe(false);
  sequence.restart(7);
  expect([8, 9, 10].map((number) => sequence.follows(number))).toEqual([true, true, true]);
});

test('after a gap nothing follows until the next snapshot', () => {
  const sequence = new Sequence();
  sequence.restart(1);
  expect([2, 4, 5, 3].map((number) => sequence.follows(number))).toEqual([true, false, false, false]);
  sequence.restart(5);
  expect(sequence.follows(6)).toBe(true);
});
