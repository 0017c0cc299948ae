import { expect, test } from 'vitest';
import { bytesText, clockText, percentText, shortClock, spanText } from './format.ts';

test('clocks', () => {
  expect(clockText(454_120_000)).toBe('00:07:34.120');
  expect(shortClock(454_120_000, true)).toBe('07:34.1');
  expect(shortClock(3_661_000_000)).toBe('1:01:01');
});

test('spans in the unit that matters', () => {
  expect([850, 4200, 12_000_000, 184_000_000].map(spanText)).toEqual(['850 µs', '4.2 ms', '12 s', '3 min 4 s']);
});

test('one lost request in a million is not a hundred per cent', () => {
  expect(percentText(1)).toBe('100 %');
  expect(percentText(0.999_999)).toBe('99.9 %');
});

test('bytes', () => {
  expect([512, 1536, 4 * 1024 ** 3].map(bytesText)).toEqual(['512 B', '1.5 KiB', '4 GiB']);
});
