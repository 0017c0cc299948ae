import { expect, test } from 'vitest';
import { allTime, following, panned, ticksOf, timeScale, zoomed } from './time-window.ts';

const s = 1_000_000;

test('all of time is shown with room after the end, and never less than half a minute', () => {
  expect(allTime(0)).toEqual({ fromUs: 0, toUs: 30 * s });
  expect(allTime(100 * s).toUs).toBe(103 * s);
});

test('zooming keeps the moment under the pointer where it is', () => {
  const before = allTime(100 * s);
  const after = zoomed(before, 40 * s, 0.5, 100 * s)!;
  const share = ({ fromUs, toUs }: { fromUs: number; toUs: number }): number => (40 * s - fromUs) / (toUs - fromUs);
  expect(share(after)).toBeCloseTo(share(before));
  expect(zoomed(after, 40 * s, 4, 100 * s)).toBeUndefined();
});

test('time before the beginning is never shown', () => {
  expect(panned({ fromUs: 5 * s, toUs: 15 * s }, -60 * s, 100 * s)).toEqual({ fromUs: 0, toUs: 10 * s });
});

test('a moment that runs out of sight takes the window with it', () => {
  const { fromUs, toUs } = following({ fromUs: 0, toUs: 10 * s }, 20 * s);
  expect(toUs).toBeGreaterThan(20 * s);
  expect(toUs - fromUs).toBe(10 * s);
});

test('ticks are round and far enough apart', () => {
  const scale = timeScale({ fromUs: 0, toUs: 100 * s }, 0, 1000);
  expect(ticksOf(scale, 80).map((tick) => tick / s)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
});
