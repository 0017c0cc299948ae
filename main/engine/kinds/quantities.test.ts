import { expect, test } from 'vitest';
import { addQuantities, canonicalQuantity, compareQuantities, subtractQuantities } from './quantities.ts';

test.each([
  ['1000m', '1'],
  ['0.5', '500m'],
  ['0.1', '100m'],
  ['1500m', '1500m'],
  ['100m', '100m'],
  ['1024Mi', '1Gi'],
  ['1.5Gi', '1536Mi'],
  ['128Mi', '128Mi'],
  ['0.5Ki', '512'],
  ['2000', '2k'],
  ['-1', '-1'],
  ['1e3', '1e3'],
  ['0', '0'],
  ['0.0000000001', '1n'],
  ['lots', 'lots'],
])('%s is %s', (written, canonical) => {
  expect(canonicalQuantity(written)).toBe(canonical);
});

test.each([
  ['0', '64Mi', '64Mi'],
  ['100m', '900m', '1'],
  ['1Gi', '512Mi', '1536Mi'],
  ['1M', '1Ki', '1001024'],
])('%s and %s are %s', (first, second, sum) => {
  expect(addQuantities(first, second)).toBe(sum);
  expect(compareQuantities(sum, first)).toBe(1);
});

test('what is left may be less than nothing', () => {
  expect(subtractQuantities('1', '250m')).toBe('750m');
  expect(compareQuantities(subtractQuantities('1Gi', '2Gi'), '0')).toBe(-1);
});
