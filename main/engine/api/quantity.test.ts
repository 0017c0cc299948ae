import { expect, it } from 'vitest';
import { formatBytes, formatMilli, milliOf, parseQuantity, unitsOf } from './quantity.ts';

it.each([
  ['500m', 0.5],
  ['1Ki', 1024],
  ['1.5G', 1.5e9],
  ['1e3', 1000],
  ['.5', 0.5],
])('reads %s', (text, amount) => {
  expect(parseQuantity(text)).toBeCloseTo(amount, 9);
});

it('rounds up to what is counted', () => {
  expect(milliOf('0.1')).toBe(100);
  expect(milliOf('1u')).toBe(1);
  expect(unitsOf('100Mi')).toBe(104_857_600);
  expect(unitsOf(undefined)).toBe(0);
  expect(parseQuantity('many')).toBeNaN();
});

it('writes amounts in canonical form', () => {
  expect([formatMilli(250), formatMilli(2000), formatBytes(4_294_967_296), formatBytes(1000)]).toEqual([
    '250m',
    '2',
    '4Gi',
    '1000',
  ]);
});
