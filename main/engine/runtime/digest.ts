// Names made of hexadecimal digits, as container runtimes give them.
import { hashText, type RandomStream } from '../kernel/random.ts';

const PARTS = [0, 1, 2, 3, 4, 5, 6, 7];

/** 64 hexadecimal digits that depend on `text` alone. */
export function digestOf(text: string): string {
  return PARTS.map((part) => hex(hashText(text, part) >>> 0)).join('');
}

/** 64 random hexadecimal digits. */
export function randomId(random: RandomStream): string {
  return PARTS.map(() => hex(random.int(0, 0xffffffff))).join('');
}

const hex = (value: number) => value.toString(16).padStart(8, '0');
