// Models the kubelet's remotecommand over SPDY (v1.35): each channel of a command is a stream of its own.
import { Buffer } from 'node:buffer';
import type { Duplex } from 'node:stream';
import { SpdySession } from '../spdy/spdy-session.ts';
import type { SpdyStream } from '../spdy/spdy-stream.ts';
import type { ChannelListener, Channels, EndStatus } from './channels.ts';

const TYPE = 'streamtype';
/** A client that does not open its streams is given up. */
const OPENING_MS = 30_000;

/** Comes back when the client has opened the streams of these types; undefined when it never does. */
export function spdyChannels(carrier: Duplex, types: readonly string[]): Promise<Channels | undefined> {
  return new Promise((resolve) => {
    const streams = new Map<string, SpdyStream>();
    const listeners = new Set<() => void>();
    const timer = setTimeout(() => carrier.destroy(), OPENING_MS);
    const session = new SpdySession(carrier, {
      onStream: (stream) => {
        streams.set(stream.headers.get(TYPE) ?? '', stream);
        if (!types.every((type) => streams.has(type))) return;
        clearTimeout(timer);
        resolve(new SpdyChannels(session, streams, listeners));
      },
      onClose: () => {
        clearTimeout(timer);
        for (const listener of listeners) listener();
        resolve(undefined);
      },
    });
  });
}

class SpdyChannels implements Channels {
  readonly #session: SpdySession;
  readonly #streams: ReadonlyMap<string, SpdyStream>;
  readonly #onClose: Set<() => void>;

  constructor(session: SpdySession, streams: ReadonlyMap<string, SpdyStream>, onClose: Set<() => void>) {
    this.#session = session;
    this.#streams = streams;
    this.#onClose = onClose;
  }

  send(channel: 'stdout' | 'stderr', bytes: Buffer): void {
    this.#streams.get(channel)?.send(bytes);
  }

  listen({ onStdin, onStdinEnd, onClose }: ChannelListener): void {
    this.#onClose.add(onClose);
    this.#streams.get('stdin')?.listen({ onData: onStdin, onEnd: onStdinEnd });
  }

  end(status: EndStatus): void {
    this.#streams.get('error')?.send(Buffer.from(JSON.stringify(status)));
    for (const stream of this.#streams.values()) stream.end();
    this.#session.end();
  }
}
