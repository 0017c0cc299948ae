// The server's end of a SPDY connection: streams that the client opens. Older clients speak it after an upgrade, newer ones
// through a WebSocket. Neither keeps to its flow control, so none is kept here; what is not taken is bounded.
import { Buffer } from 'node:buffer';
import type { Duplex } from 'node:stream';
import { FIN, FRAME, type Frame, FrameReader, controlFrame, dataFrame, numberAt, numberBody } from './frames.ts';
import { HeaderReader, HeaderWriter } from './header-block.ts';
import { SpdyStream } from './spdy-stream.ts';

const STREAMS_MAX = 1_000;
const CHUNK_BYTES = 32 * 1024;
/** A client that does not read what it asked for is cut off. */
const BUFFER_BYTES_MAX = 16 * 1024 * 1024;
const OPEN_HEAD_BYTES = 10;
const HEADERS_HEAD_BYTES = 4;

export interface SpdyListener {
  onStream(stream: SpdyStream): void;
  onClose(): void;
}

export class SpdySession {
  readonly #carrier: Duplex;
  readonly #listener: SpdyListener;
  readonly #frames = new FrameReader();
  readonly #reader = new HeaderReader();
  readonly #writer = new HeaderWriter();
  readonly #streams = new Map<number, SpdyStream>();

  /** Speaks over `carrier` from now on. */
  constructor(carrier: Duplex, listener: SpdyListener) {
    this.#carrier = carrier;
    this.#listener = listener;
    carrier.on('error', () => carrier.destroy());
    carrier.on('close', () => {
      this.#close();
    });
    void this.#run();
  }

  /** Sends what is still under way, and ends the connection. */
  end(): void {
    this.#carrier.end();
  }

  async #run(): Promise<void> {
    try {
      // A client that sends nothing more may still read.
      const chunks = this.#carrier.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
      for await (const bytes of chunks) {
        for (const frame of this.#frames.take(bytes)) await this.#take(frame);
      }
      this.#carrier.end();
    } catch {
      this.#carrier.destroy(); // cut off, or no SPDY
    }
  }

  async #take(frame: Frame): Promise<void> {
    const { body, flags } = frame;
    if (frame.kind === 'data') {
      this.#streams.get(frame.stream)?.receive(body, (flags & FIN) !== 0);
      return;
    }
    switch (frame.type) {
      case FRAME.open:
        return this.#open(body, flags);
      case FRAME.headers:
        // What they say is of no interest, but the compression goes on.
        await this.#reader.read(body.subarray(HEADERS_HEAD_BYTES));
        return;
      case FRAME.reset:
        this.#streams.get(numberAt(body, 0))?.receive(Buffer.alloc(0), true);
        this.#streams.delete(numberAt(body, 0));
        return;
      case FRAME.ping:
        this.#write(controlFrame(FRAME.ping, body));
        return;
      case FRAME.away:
        this.#carrier.end();
        return;
      default: // settings and windows
    }
  }

  async #open(body: Buffer, flags: number): Promise<void> {
    const id = numberAt(body, 0);
    const headers = await this.#reader.read(body.subarray(OPEN_HEAD_BYTES));
    if (this.#streams.size >= STREAMS_MAX) throw new Error('spdy: too many streams');
    const stream = new SpdyStream(headers, {
      send: (bytes) => {
        for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
          this.#write(dataFrame(id, bytes.subarray(at, at + CHUNK_BYTES)));
        }
      },
      end: () => {
        this.#write(dataFrame(id, Buffer.alloc(0), FIN));
        this.#streams.delete(id);
      },
    });
    this.#streams.set(id, stream);
    this.#write(controlFrame(FRAME.reply, Buffer.concat([numberBody(id), await this.#writer.empty()])));
    this.#listener.onStream(stream);
    if ((flags & FIN) !== 0) stream.receive(Buffer.alloc(0), true);
  }

  #write(bytes: Buffer): void {
    if (this.#carrier.writableEnded || this.#carrier.destroyed) return;
    this.#carrier.write(bytes);
    if (this.#carrier.writableLength > BUFFER_BYTES_MAX) this.#carrier.destroy();
  }

  #close(): void {
    this.#reader.close();
    this.#writer.close();
    this.#streams.clear();
    this.#listener.onClose();
  }
}
