import { expect, test } from 'vitest';
import { canonicalQuantity } from './quantities.ts';

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
