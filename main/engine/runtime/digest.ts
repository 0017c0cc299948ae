// Names made of hexadecimal digits, as container runtimes give them.
import { hexOf } from '../kernel/digest.ts';
import type { RandomStream } from '../kernel/random.ts';

const PARTS = 8;

/** 64 random hexadecimal digits. */
export function randomId(random: RandomStream): string {
  const parts: string[] = [];
  for (let part = 0; part < PARTS; part++) parts.push(hexOf(random.int(0, 0xffffffff)));
  // Joined, not added up: that would keep all of the parts.
  return parts.join('');
}
