// Models apimachinery's pkg/util/httpstream/wsstream/conn.go (v1.35): a WebSocket whose messages each belong to a channel,
// which is their first byte or, where browsers can send text only, a digit before what is written in base64.
import { Buffer } from 'node:buffer';
import type { RawData, WebSocket } from 'ws';

/** A client that does not read what it asked for is cut off. */
const BUFFER_BYTES_MAX = 16 * 1024 * 1024;
const NORMAL = 1000;
const DIGIT_0 = 0x30;

export interface MessageListener {
  readonly onMessage: (channel: number, bytes: Buffer) => void;
  /** The client has gone. */
  readonly onClose: () => void;
}

export class ChannelSocket {
  readonly #socket: WebSocket;
  readonly #isText: boolean;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    this.#isText = socket.protocol.includes('base64');
    socket.on('error', () => {
      socket.terminate();
    });
  }

  send(channel: number, bytes: Buffer): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    const message = this.#isText
      ? `${String(channel)}${bytes.toString('base64')}`
      : Buffer.concat([Buffer.from([channel]), bytes]);
    this.#socket.send(message);
    if (this.#socket.bufferedAmount > BUFFER_BYTES_MAX) this.#socket.terminate();
  }

  listen({ onMessage, onClose }: MessageListener): void {
    this.#socket.on('message', (data) => {
      const bytes = bytesOf(data);
      const [channel] = bytes;
      if (channel === undefined) return;
      if (this.#isText) onMessage(channel - DIGIT_0, Buffer.from(bytes.toString('latin1', 1), 'base64'));
      else onMessage(channel, bytes.subarray(1));
    });
    this.#socket.on('close', onClose);
  }

  /** Sends what is still under way, and ends the connection. */
  end(): void {
    this.#socket.close(NORMAL);
  }
}

function bytesOf(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}
