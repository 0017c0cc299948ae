// Models kubelet's pkg/cri/streaming/portforward/websocket.go (v1.35): forwarded ports over the channels of a WebSocket, two
// for each port, which begin with the port's number.
import { Buffer } from 'node:buffer';
import type { StreamListener } from '../spdy/spdy-stream.ts';
import type { ChannelSocket } from './channel-socket.ts';
import type { PortStream } from './port-stream.ts';

export const PORT_PROTOCOLS = ['v4.channel.k8s.io', 'v4.base64.channel.k8s.io'];

interface StreamPair {
  readonly port: number;
  readonly data: PortStream;
  readonly error: PortStream;
}

/** The streams of these ports. When all have ended, so does the connection. */
export function portStreams(socket: ChannelSocket, ports: readonly number[]): readonly StreamPair[] {
  const listeners = new Map<number, StreamListener>();
  const open = new Set<number>();
  const streamAt = (channel: number, port: number): PortStream => {
    open.add(channel);
    const number = Buffer.alloc(2);
    number.writeUInt16LE(port);
    socket.send(channel, number);
    return {
      send: (bytes) => {
        socket.send(channel, bytes);
      },
      end: () => {
        open.delete(channel);
        if (open.size === 0) socket.end();
      },
      listen: (listener) => listeners.set(channel, listener),
    };
  };
  socket.listen({
    onMessage: (channel, bytes) => {
      listeners.get(channel)?.onData(bytes);
    },
    onClose: () => {
      for (const listener of listeners.values()) listener.onEnd();
    },
  });
  return ports.map((port, index) => ({
    port,
    data: streamAt(2 * index, port),
    error: streamAt(2 * index + 1, port),
  }));
}
