// The wire format of protocol buffers, as far as bodies of requests use it.
import type { Buffer } from 'node:buffer';

export type WireValue = bigint | Buffer;

export interface WireField {
  readonly number: number;
  /** Numbers as they are on the wire; texts, bytes and messages as bytes. */
  readonly value: WireValue;
}

const VARINT = 0;
const FIXED_64 = 1;
const BYTES = 2;
const FIXED_32 = 5;
/** A varint of 64 bits takes ten bytes. */
const VARINT_BITS_MAX = 70n;

/** The fields of a message in their order. Throws Error where the bytes are none. */
export function* fieldsIn(bytes: Buffer): Generator<WireField> {
  for (let at = 0; at < bytes.length;) {
    const key = varintAt(bytes, at);
    const number = Number(key.value >> 3n);
    const read = valueAt(bytes, key.next, Number(key.value & 7n));
    at = read.next;
    yield { number, value: read.value };
  }
}

interface Read<T> {
  readonly value: T;
  /** Where the next begins. */
  readonly next: number;
}

function valueAt(bytes: Buffer, at: number, wire: number): Read<WireValue> {
  switch (wire) {
    case VARINT:
      return varintAt(bytes, at);
    case FIXED_64:
      return { value: slice(bytes, at, 8).readBigUInt64LE(), next: at + 8 };
    case FIXED_32:
      return { value: BigInt(slice(bytes, at, 4).readUInt32LE()), next: at + 4 };
    case BYTES: {
      const { value: length, next } = varintAt(bytes, at);
      return { value: slice(bytes, next, Number(length)), next: next + Number(length) };
    }
    default:
      throw new Error(`proto: illegal wireType ${String(wire)}`);
  }
}

function varintAt(bytes: Buffer, start: number): Read<bigint> {
  let value = 0n;
  for (let at = start, shift = 0n; shift < VARINT_BITS_MAX; at++, shift += 7n) {
    const byte = bytes[at];
    if (byte === undefined) throw new Error('unexpected EOF');
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return { value: BigInt.asUintN(64, value), next: at + 1 };
  }
  throw new Error('proto: integer overflow');
}

function slice(bytes: Buffer, at: number, length: number): Buffer {
  if (at + length > bytes.length) throw new Error('unexpected EOF');
  return bytes.subarray(at, at + length);
}
