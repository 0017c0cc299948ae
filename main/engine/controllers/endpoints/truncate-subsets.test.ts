import { describe, expect, it } from 'vitest';
import { truncateSubsets } from './truncate-subsets.ts';

const addresses = (count: number) => Array.from({ length: count }, (_, i) => ({ ip: String(i) }));
const sizes = (subsets: Parameters<typeof truncateSubsets>[0]) =>
  truncateSubsets(subsets).subsets.map((subset) => [
    subset.addresses?.length ?? 0,
    subset.notReadyAddresses?.length ?? 0,
  ]);

describe('truncateSubsets', () => {
  it('leaves up to 1000 addresses alone', () => {
    const subsets = [{ addresses: addresses(600), notReadyAddresses: addresses(400) }];
    expect(truncateSubsets(subsets)).toEqual({ subsets, truncated: false });
  });

  it('keeps ready addresses rather than others', () => {
    expect(sizes([{ addresses: addresses(900), notReadyAddresses: addresses(200) }])).toEqual([[900, 100]]);
    expect(sizes([{ addresses: addresses(1003), notReadyAddresses: addresses(5) }])).toEqual([[1000, 0]]);
  });

  it('shares them out among the subsets in proportion', () => {
    expect(sizes([{ addresses: addresses(500) }, { addresses: addresses(1500) }])).toEqual([
      [250, 0],
      [750, 0],
    ]);
  });
});
