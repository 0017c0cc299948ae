import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  EPOCH_SECONDS,
  type Micros,
  SECOND,
  START,
  after,
  fromTimestamp,
  toMicroTimestamp,
  toTimestamp,
} from './time.ts';

it('writes instants as Kubernetes does', () => {
  expect(toTimestamp(START)).toBe('2026-01-05T08:00:00Z');
  expect(toTimestamp(after(START, 61.9 * SECOND))).toBe('2026-01-05T08:01:01Z');
  expect(toMicroTimestamp(after(START, 1_000_001))).toBe('2026-01-05T08:00:01.000001Z');
});

it('agrees with the calendar of the platform for any second of two centuries', () => {
  fc.assert(
    fc.property(fc.integer({ min: -3_000_000_000, max: 3_000_000_000 }), (seconds) => {
      const text = toTimestamp((seconds * SECOND) as Micros);
      expect(text).toBe(new Date((EPOCH_SECONDS + seconds) * 1000).toISOString().replace('.000Z', 'Z'));
      expect(fromTimestamp(text)).toBe(seconds * SECOND);
    }),
  );
});

it('reads what is no timestamp as nothing', () => {
  expect(fromTimestamp('yesterday')).toBeUndefined();
});
