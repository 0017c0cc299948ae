import { expect, test } from 'vitest';
import { alignAtTabStops } from './tab-stops.ts';

const stops = { minWidth: 0, padding: 2 };

test('a column is as wide as its widest cell, the last cell of a line is free', () => {
  const lines = [['Name:', 'web'], ['Start Time:', 'now'], ['a long line without stops'], ['IP:', '10.0.0.1']];
  expect(alignAtTabStops(lines, stops)).toEqual([
    'Name:        web',
    'Start Time:  now',
    'a long line without stops',
    'IP:  10.0.0.1',
  ]);
});

test('empty cells keep their place, and columns have a least width', () => {
  expect(alignAtTabStops([['p1', '', 'x']], { minWidth: 6, padding: 3 })).toEqual(['p1          x']);
});

test('characters beyond 16 bits count as one', () => {
  expect(
    alignAtTabStops(
      [
        ['🙂', 'x'],
        ['ab', 'y'],
      ],
      stops,
    ),
  ).toEqual(['🙂   x', 'ab  y']);
});
