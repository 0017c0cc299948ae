import { expect, test } from 'vitest';
import { neighbour } from './neighbours.ts';

const at = (x: number, y: number) => ({ x, y, width: 10, height: 10 });
const rects = new Map([
  ['a', at(0, 0)],
  ['b', at(20, 0)],
  ['c', at(40, 0)],
  ['d', at(20, 20)],
]);

test('arrows lead to the nearest Pod straight ahead', () => {
  expect(neighbour(rects, 'a', 'right')).toBe('b');
  expect(neighbour(rects, 'b', 'down')).toBe('d');
  expect(neighbour(rects, 'd', 'up')).toBe('b');
});

test('at the edge one stays, and from nowhere one begins at the first', () => {
  expect(neighbour(rects, 'c', 'right')).toBe('c');
  expect(neighbour(rects, undefined, 'down')).toBe('a');
});
