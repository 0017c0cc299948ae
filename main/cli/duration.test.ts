import { describe, expect, test } from 'vitest';
import { formatDuration, parseDuration } from './duration.ts';

describe('durations', () => {
  test.each([
    ['45s', 45_000_000],
    ['2m', 120_000_000],
    ['1h30m', 5_400_000_000],
    ['1m0.5s', 60_500_000],
    ['500ms', 500_000],
    ['0s', 0],
  ])('%s', (text, durationUs) => {
    expect(parseDuration(text)).toBe(durationUs);
  });

  test.each(['', '45', 's', '-3s', '1 m', '2d', '1m30', '٣s'])('refuses %j', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  test.each([
    [5_400_000_000, '1h30m'],
    [125_000_000, '2m5s'],
    [250_000, '0.25s'],
    [999, '0s'],
  ])('%i µs is written %s', (durationUs, text) => {
    expect(formatDuration(durationUs)).toBe(text);
  });
});
