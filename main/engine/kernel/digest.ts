// Names made of hexadecimal digits that depend on a text alone.
import { hashText } from './random.ts';

const PARTS = [0, 1, 2, 3, 4, 5, 6, 7];

/** 64 hexadecimal digits that depend on `text` alone. */
export function digestOf(text: string): string {
  return PARTS.map((part) => hexOf(hashText(text, part) >>> 0)).join('');
}

/** The eight hexadecimal digits of a number of 32 bits. */
export const hexOf = (value: number) => half(value >>> 16) + half(value & 0xffff);
/** Small numbers are written much faster than large ones. */
const half = (value: number) => (value | 0x10000).toString(16).slice(1);
