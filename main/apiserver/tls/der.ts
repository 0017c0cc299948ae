// The few kinds of ASN.1 values (ITU-T X.690) that a certificate is made of.
import { Buffer } from 'node:buffer';

const TAG = { integer: 0x02, bits: 0x03, octets: 0x04, oid: 0x06, utf8: 0x0c, sequence: 0x30, set: 0x31 } as const;
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
const BOOLEAN = 0x01;
/** From this year on times have four digits for the year. */
const LONG_YEARS = 2050;

export const sequence = (...parts: readonly Buffer[]): Buffer => value(TAG.sequence, Buffer.concat(parts));
export const set = (...parts: readonly Buffer[]): Buffer => value(TAG.set, Buffer.concat(parts));
export const octets = (content: Buffer): Buffer => value(TAG.octets, content);
export const utf8 = (text: string): Buffer => value(TAG.utf8, Buffer.from(text));
export const truth = (): Buffer => value(BOOLEAN, Buffer.from([0xff]));

/** A number that is not negative, as big-endian bytes. */
export const integer = (bytes: Buffer): Buffer => {
  const isHigh = ((bytes[0] ?? 0) & 0x80) !== 0;
  return value(TAG.integer, isHigh ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
};

/** `unused` counts the bits of the last byte that do not belong to it. */
export const bits = (content: Buffer, unused = 0): Buffer =>
  value(TAG.bits, Buffer.concat([Buffer.from([unused]), content]));

/** What a structure tells apart by the number `tag`, either holding values or being one itself. */
export const tagged = (tag: number, content: Buffer, holdsValues = true): Buffer =>
  value((holdsValues ? 0xa0 : 0x80) | tag, content);

/** An object identifier: `2.5.29.17`. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return value(TAG.oid, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

export function time(date: Date): Buffer {
  const digits = date
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:T]/g, '');
  if (date.getUTCFullYear() < LONG_YEARS) return value(UTC_TIME, Buffer.from(digits.slice(2)));
  return value(GENERALIZED_TIME, Buffer.from(digits));
}

function base128(number: number): number[] {
  const digits = [number & 0x7f];
  for (let rest = number >> 7; rest > 0; rest >>= 7) digits.unshift((rest & 0x7f) | 0x80);
  return digits;
}

function value(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag, ...lengthOf(content.length)]), content]);
}

function lengthOf(length: number): number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest >>= 8) bytes.unshift(rest & 0xff);
  return [0x80 | bytes.length, ...bytes];
}
