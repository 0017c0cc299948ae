import type { Buffer } from 'node:buffer';
import type { StreamListener } from '../spdy/spdy-stream.ts';

/** One of the pair of streams of a forwarded port: what is sent, or what went wrong. */
export interface PortStream {
  send(bytes: Buffer): void;
  /** Nothing more is sent. */
  end(): void;
  listen(listener: StreamListener): void;
}
