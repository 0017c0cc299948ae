import { describe, expect, test } from 'vitest';
import { SECOND, START, after } from '../kernel/time.ts';
import { ageOf, humanDuration, longTime } from './ages.ts';

describe('humanDuration', () => {
  const minute = 60;
  const hour = 60 * minute;
  const day = 24 * hour;
  test.each([
    [-2, '<invalid>'],
    [-1, '0s'],
    [0, '0s'],
    [5.9, '5s'],
    [119, '119s'],
    [120, '2m'],
    [123, '2m3s'],
    [9 * minute + 59, '9m59s'],
    [10 * minute + 1, '10m'],
    [179 * minute, '179m'],
    [3 * hour + 2 * minute, '3h2m'],
    [8 * hour + 59 * minute, '8h'],
    [47 * hour, '47h'],
    [2 * day, '2d'],
    [6 * day + 3 * hour, '6d3h'],
    [8 * day + 5 * hour, '8d'],
    [729 * day, '729d'],
    [731 * day, '2y1d'],
    [9 * 365 * day, '9y'],
  ])('%d s is %s', (seconds, text) => {
    expect(humanDuration(seconds * SECOND)).toBe(text);
  });
});

test('ages count from a timestamp to now', () => {
  expect(ageOf('2026-01-05T08:00:00Z', after(START, 90 * SECOND))).toBe('90s');
  expect(ageOf(undefined, START)).toBe('<unknown>');
});

test('long times name the weekday', () => {
  expect(longTime('2026-11-23T04:35:30Z')).toBe('Mon, 23 Nov 2026 04:35:30 +0000');
  expect(longTime('2026-01-05T08:00:00.123456Z')).toBe('Mon, 05 Jan 2026 08:00:00 +0000');
});
