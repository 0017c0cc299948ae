import { Buffer } from 'node:buffer';

interface Sender {
  readonly send: (bytes: Buffer) => void;
  readonly end: () => void;
}

export interface StreamListener {
  onData(bytes: Buffer): void;
  onEnd(): void;
}

/** What comes before anybody listens is kept up to this. */
const EARLY_BYTES_MAX = 1024 * 1024;

/** One stream of a SPDY connection, opened by the client. */
export class SpdyStream {
  readonly headers: ReadonlyMap<string, string>;
  readonly #sender: Sender;
  #listener: StreamListener | undefined;
  #early: Buffer = Buffer.alloc(0);
  #isOver = false;

  constructor(headers: ReadonlyMap<string, string>, sender: Sender) {
    this.headers = headers;
    this.#sender = sender;
  }

  send(bytes: Buffer): void {
    this.#sender.send(bytes);
  }

  /** Nothing more is sent. */
  end(): void {
    this.#sender.end();
  }

  /** Tells of all that has come and will come. */
  listen(listener: StreamListener): void {
    this.#listener = listener;
    if (this.#early.length > 0) listener.onData(this.#early);
    this.#early = Buffer.alloc(0);
    if (this.#isOver) listener.onEnd();
  }

  /** Takes in what the client sent. Throws Error when that is too much for nobody. */
  receive(bytes: Buffer, isLast: boolean): void {
    if (this.#isOver) return;
    this.#isOver = isLast;
    if (!this.#listener) {
      if (this.#early.length + bytes.length > EARLY_BYTES_MAX) throw new Error('spdy: nobody listens to a stream');
      this.#early = Buffer.concat([this.#early, bytes]);
      return;
    }
    if (bytes.length > 0) this.#listener.onData(bytes);
    if (isLast) this.#listener.onEnd();
  }
}
