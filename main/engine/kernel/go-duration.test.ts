import { expect, test } from 'vitest';
import { formatDuration, parseDuration } from './go-duration.ts';

test.each([
  ['0', 0],
  ['1h30m', 5_400_000_000],
  ['1.5s', 1_500_000],
  ['300ms', 300_000],
  ['-2s', -2_000_000],
])('%s', (text, micros) => {
  expect(parseDuration(text)).toBe(micros);
});

test.each([
  ['', 'time: invalid duration ""'],
  ['abc', 'time: invalid duration "abc"'],
  ['5', 'time: missing unit in duration "5"'],
  ['5x', 'time: unknown unit "x" in duration "5x"'],
])('%s is no duration', (text, fault) => {
  expect(parseDuration(text)).toEqual({ fault });
});

test.each([
  [0, '0s'],
  [90_000_000, '1m30s'],
  [3_600_000_000, '1h0m0s'],
  [1_500, '1.5ms'],
  [-2_000_000, '-2s'],
])('%d as Go prints it', (micros, text) => {
  expect(formatDuration(micros)).toBe(text);
});
