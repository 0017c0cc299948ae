import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contains, formatCidr, formatIp, hostRange, nthAddress, parseCidr, parseIp } from './cidr.ts';

const anyAddress = fc.integer({ min: 0, max: 2 ** 32 - 1 });

test('an address is the same after it was written and read', () => {
  fc.assert(fc.property(anyAddress, (address) => parseIp(formatIp(address)) === address));
});

test.each(['', '10.0.0', '10.0.0.256', '10.0.0.1.2', 'a.b.c.d', '::1'])('%j is no address', (text) => {
  expect(parseIp(text)).toBeUndefined();
});

test('a range is written with its first address', () => {
  expect(formatCidr(parseCidr('10.100.7.9/16')!)).toBe('10.100.0.0/16');
  expect(formatCidr(parseCidr('203.0.113.7')!)).toBe('203.0.113.7/32');
  expect(formatCidr(hostRange(parseIp('192.0.2.1')!))).toBe('192.0.2.1/32');
});

test.each(['10.0.0.0/33', '10.0.0.0/x', '10.0.0.0/8/9', 'x/8'])('%j is no range', (text) => {
  expect(parseCidr(text)).toBeUndefined();
});

test('a range contains its addresses and no others', () => {
  fc.assert(
    fc.property(anyAddress, fc.integer({ min: 0, max: 32 }), anyAddress, (base, bits, address) => {
      const range = parseCidr(`${formatIp(base)}/${String(bits)}`)!;
      const last = nthAddress(range, 2 ** (32 - bits) - 1)!;
      expect(contains(range, address)).toBe(range.base <= address && address <= last);
      expect(nthAddress(range, 2 ** (32 - bits))).toBeUndefined();
    }),
  );
});
