// Frames of SPDY/3.1 (draft-mbelshe-httpbis-spdy-00): what a connection carries.
import { Buffer } from 'node:buffer';

export const FRAME = { open: 1, reply: 2, reset: 3, ping: 6, away: 7, headers: 8 } as const;
/** Nothing more comes from whoever sent this. */
export const FIN = 0x01;

export type Frame =
  | { readonly kind: 'data'; readonly stream: number; readonly flags: number; readonly body: Buffer }
  | { readonly kind: 'control'; readonly type: number; readonly flags: number; readonly body: Buffer };

const HEAD_BYTES = 8;
const CONTROL = 0x80;
const VERSION = 3;
const FRAME_BYTES_MAX = 1024 * 1024;

/** Cuts what comes in into frames. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);

  /** The frames that are whole by now. Throws Error when one is too large. */
  *take(bytes: Buffer): Generator<Frame> {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    while (this.#rest.length >= HEAD_BYTES) {
      const length = this.#rest.readUIntBE(5, 3);
      if (length > FRAME_BYTES_MAX) throw new Error('spdy: frame too large');
      if (this.#rest.length < HEAD_BYTES + length) return;
      const [head, body] = [this.#rest, this.#rest.subarray(HEAD_BYTES, HEAD_BYTES + length)];
      this.#rest = this.#rest.subarray(HEAD_BYTES + length);
      yield frameOf(head, body);
    }
  }
}

function frameOf(head: Buffer, body: Buffer): Frame {
  const flags = head.readUInt8(4);
  if (((head[0] ?? 0) & CONTROL) === 0) return { kind: 'data', stream: head.readUInt32BE(0), flags, body };
  return { kind: 'control', type: head.readUInt16BE(2), flags, body };
}

export function controlFrame(type: number, body: Buffer): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt16BE((CONTROL << 8) | VERSION, 0);
  head.writeUInt16BE(type, 2);
  head.writeUIntBE(body.length, 5, 3);
  return Buffer.concat([head, body]);
}

export function dataFrame(stream: number, body: Buffer, flags = 0): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32BE(stream, 0);
  head.writeUInt8(flags, 4);
  head.writeUIntBE(body.length, 5, 3);
  return Buffer.concat([head, body]);
}

/** A number of 31 bits, as most bodies begin with. */
export function numberAt(body: Buffer, at: number): number {
  return body.readUInt32BE(at) & 0x7fffffff;
}

export function numberBody(number: number): Buffer {
  const body = Buffer.alloc(4);
  body.writeUInt32BE(number);
  return body;
}
