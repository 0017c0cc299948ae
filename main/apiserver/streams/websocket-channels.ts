// Models apimachinery's pkg/util/remotecommand and apiserver's httpstream/wsstream (v1.35): the channels of a command as
// messages of a WebSocket, whose first byte is the channel.
import { Buffer } from 'node:buffer';
import type { RawData, WebSocket } from 'ws';
import type { ChannelListener, Channels, EndStatus } from './channels.ts';

/** The newest first. From version 5 on a channel can be closed alone. */
export const CHANNEL_PROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];

const CHANNEL = { stdin: 0, stdout: 1, stderr: 2, error: 3, close: 255 } as const;
const NORMAL = 1000;
/** A client that does not read what it asked for is cut off. */
const BUFFER_BYTES_MAX = 16 * 1024 * 1024;

export class WebSocketChannels implements Channels {
  readonly #socket: WebSocket;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('error', () => {
      socket.terminate();
    });
  }

  send(channel: 'stdout' | 'stderr', bytes: Buffer): void {
    this.#write(CHANNEL[channel], bytes);
    if (this.#socket.bufferedAmount > BUFFER_BYTES_MAX) this.#socket.terminate();
  }

  listen({ onStdin, onStdinEnd, onClose }: ChannelListener): void {
    this.#socket.on('message', (data) => {
      const message = bytesOf(data);
      const [channel, closed] = message;
      if (channel === CHANNEL.stdin) onStdin(message.subarray(1));
      else if (channel === CHANNEL.close && closed === CHANNEL.stdin) onStdinEnd();
    });
    this.#socket.on('close', () => {
      onClose();
    });
  }

  end(status: EndStatus): void {
    this.#write(CHANNEL.error, Buffer.from(JSON.stringify(status)));
    this.#socket.close(NORMAL);
  }

  #write(channel: number, bytes: Buffer): void {
    if (this.#socket.readyState === this.#socket.OPEN)
      this.#socket.send(Buffer.concat([Buffer.from([channel]), bytes]));
  }
}

function bytesOf(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}
