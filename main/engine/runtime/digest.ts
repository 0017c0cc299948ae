// Names made of hexadecimal digits, as container runtimes give them.
import { hashText, type RandomStream } from '../kernel/random.ts';

/** 64 hexadecimal digits that depend on `text` alone. */
export function digestOf(text: string): string {
  let digest = '';
  for (let part = 0; part < 8; part++) digest += hex(hashText(text, part) >>> 0);
  return digest;
}

/** 64 random hexadecimal digits. */
export function randomId(random: RandomStream): string {
  let id = '';
  for (let part = 0; part < 8; part++) id += hex(random.int(0, 0xffffffff));
  return id;
}

const hex = (value: number) => value.toString(16).padStart(8, '0');
