// Models apiserver's pkg/storage/names/generate.go and apimachinery's pkg/util/rand (v1.35).
import type { RandomStream } from '../kernel/random.ts';

/** Characters of generated names; those that could spell words are left out. */
export const SUFFIX_ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';
const SUFFIX_LENGTH = 5;
const BASE_LENGTH_MAX = 63 - SUFFIX_LENGTH;

/** A name from `metadata.generateName`: the base, shortened if need be, and five random characters. */
export function generatedName(base: string, random: RandomStream): string {
  return base.slice(0, BASE_LENGTH_MAX) + random.text(SUFFIX_ALPHABET, SUFFIX_LENGTH);
}

/** A random UUID of version 4. */
export function uuid(random: RandomStream): string {
  const hex = random.hex(32);
  const variant = '89ab'.charAt(parseInt(hex.charAt(16), 16) & 3);
  const ends = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, variant + hex.slice(17, 20), hex.slice(20)];
  return ends.join('-');
}
