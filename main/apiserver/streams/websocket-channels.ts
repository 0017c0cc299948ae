// Models apimachinery's pkg/util/remotecommand (v1.35): the channels of a command over a WebSocket.
import { Buffer } from 'node:buffer';
import type { WebSocket } from 'ws';
import { ChannelSocket } from './channel-socket.ts';
import type { ChannelListener, Channels, EndStatus } from './channels.ts';

/** The newest first. From version 5 on a channel can be closed alone. */
export const CHANNEL_PROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io', 'v4.base64.channel.k8s.io'];

const CHANNEL = { stdin: 0, stdout: 1, stderr: 2, error: 3, close: 255 } as const;

export class WebSocketChannels implements Channels {
  readonly #socket: ChannelSocket;

  constructor(socket: WebSocket) {
    this.#socket = new ChannelSocket(socket);
  }

  send(channel: 'stdout' | 'stderr', bytes: Buffer): void {
    this.#socket.send(CHANNEL[channel], bytes);
  }

  listen({ onStdin, onStdinEnd, onClose }: ChannelListener): void {
    this.#socket.listen({
      onMessage: (channel, bytes) => {
        if (channel === CHANNEL.stdin) onStdin(bytes);
        else if (channel === CHANNEL.close && bytes[0] === CHANNEL.stdin) onStdinEnd();
      },
      onClose,
    });
  }

  end(status: EndStatus): void {
    this.#socket.send(CHANNEL.error, Buffer.from(JSON.stringify(status)));
    this.#socket.end();
  }
}
