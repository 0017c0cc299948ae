import { expect, test } from 'vitest';
import type { Rect } from '../geometry.ts';
import { freePlace, nearestOf } from './label-places.ts';

const sight: Rect = { x: 0, y: 0, width: 600, height: 400 };
const size = { width: 120, height: 22 };
const overlap = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

test('a text stands near its cross, covers neither it nor anything else, and stays in sight', () => {
  const tiles = [
    { x: 200, y: 120, width: 140, height: 50 },
    { x: 200, y: 184, width: 140, height: 50 },
  ];
  for (const at of [
    { x: 270, y: 177 },
    { x: 20, y: 10 },
    { x: 590, y: 390 },
  ]) {
    const place = freePlace(at, size, tiles, sight);
    expect(tiles.some((tile) => overlap(tile, place))).toBe(false);
    expect(overlap(place, { x: at.x - 6, y: at.y - 6, width: 12, height: 12 })).toBe(false);
    expect(nearestOf(sight, { x: place.x, y: place.y })).toEqual({ x: place.x, y: place.y });
    const nearest = nearestOf(place, at);
    expect(Math.hypot(nearest.x - at.x, nearest.y - at.y)).toBeLessThan(90);
  }
});

test('where nothing is free it is written beneath the cross', () => {
  expect(freePlace({ x: 300, y: 200 }, size, [sight], sight)).toEqual({ x: 240, y: 212, ...size });
});
