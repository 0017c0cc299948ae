// Models apiserver's pkg/endpoints/handlers/watch.go (v1.35): one watch over HTTP. Changes are fetched when the reader has
// taken those before: a slow one costs no memory, and one that is too slow finds the history gone and is told so.
import type { Writable } from 'node:stream';
import type { ApiAnswer, ApiStatus } from '../../../preload/contract/inputs.ts';
import { internalError } from '../../engine/api/status.ts';
import type { Exchange } from '../http/exchange.ts';
import { JSON_TYPE, replyOf, send } from '../http/reply.ts';
import type { WatchRequest } from '../resources/to-request.ts';

export interface WatchOptions {
  readonly request: WatchRequest;
  /** The changes of an answer as events, each a value for JSON. */
  readonly render: (answer: Answered) => readonly object[];
  /** A bookmark that says how far the watch has come; undefined when none are wanted. */
  readonly bookmark: ((revision: string) => object) | undefined;
  /** When it ends by itself, in milliseconds. */
  readonly endsAfterMs: number;
}

type Answered = Extract<ApiAnswer, { readonly ok: true }>;

const BOOKMARK_MS = 60_000;
/** A reader that takes nothing for so long is given up. */
const STALLED_MS = 60_000;
/** More is not fetched before the reader has taken this much. */
const BUFFER_BYTES_MAX = 256 * 1024;

export class WatchStream {
  readonly #exchange: Exchange;
  readonly #options: WatchOptions;
  readonly #out: Writable;
  readonly #timers: NodeJS.Timeout[] = [];
  #request: WatchRequest;
  #stalled: NodeJS.Timeout | undefined;
  #state: 'idle' | 'fetching' | 'fetch-again' | 'over' = 'idle';
  #leave: () => void = () => undefined;

  private constructor(exchange: Exchange, options: WatchOptions, out: Writable) {
    this.#exchange = exchange;
    this.#options = options;
    this.#request = options.request;
    this.#out = out;
  }

  /** Answers with what is there at once, and goes on until either side has had enough. */
  static async serve(exchange: Exchange, options: WatchOptions): Promise<void> {
    const { client, response } = exchange;
    const answer = await client.request(options.request);
    if (response.destroyed) return;
    if (!answer.ok && answer.status.code !== 410) {
      send(response, replyOf(answer.status));
      return;
    }
    new WatchStream(exchange, options, await exchange.open(JSON_TYPE)).#begin(answer);
  }

  #begin(answer: ApiAnswer): void {
    this.#out.on('close', () => {
      this.#end();
    });
    this.#out.on('drain', () => {
      this.#drained();
    });
    this.#take(answer);
    if (this.#state === 'over') return;
    const { resource } = this.#request;
    const qualified = `${resource}.${(this.#request.apiVersion ?? '').split('/')[0] ?? ''}`;
    this.#leave = this.#exchange.door.onChange((changed) => {
      if (changed.has(resource) || changed.has(qualified)) this.#fetch();
    });
    this.#timers.push(setTimeout(() => this.#finish(), this.#options.endsAfterMs).unref());
    if (this.#options.bookmark) this.#timers.push(setInterval(() => this.#fetch(true), BOOKMARK_MS).unref());
  }

  /** Asks what has changed, unless the reader is still busy with what it was told. */
  #fetch(andMark = false): void {
    if (this.#stalled || this.#state === 'over') return;
    if (this.#state !== 'idle') {
      this.#state = 'fetch-again';
      return;
    }
    this.#state = 'fetching';
    this.#goOn(andMark).catch((error: unknown) => {
      if (this.#state !== 'over') this.#fail(internalError(error instanceof Error ? error.message : String(error)));
    });
  }

  async #goOn(andMark: boolean): Promise<void> {
    const answer = await this.#exchange.client.request(this.#request);
    const again = this.#state === 'fetch-again';
    if (this.#state === 'over') return;
    this.#state = 'idle';
    this.#take(answer);
    if (andMark) this.#mark();
    if (again) this.#fetch();
  }

  #take(answer: ApiAnswer): void {
    if (!answer.ok) {
      this.#fail(answer.status);
      return;
    }
    for (const event of this.#options.render(answer)) this.#write(event);
    const { sendInitialEvents: _, ...request } = this.#request;
    this.#request = { ...request, since: answer.revision ?? request.since };
  }

  #mark(): void {
    const { bookmark } = this.#options;
    if (bookmark && !this.#stalled) this.#write(bookmark(this.#request.since));
  }

  #write(event: object): void {
    this.#out.write(`${JSON.stringify(event)}\n`);
    if (this.#out.writableLength < BUFFER_BYTES_MAX) return;
    this.#stalled ??= setTimeout(() => this.#out.destroy(), STALLED_MS).unref();
  }

  #drained(): void {
    clearTimeout(this.#stalled);
    this.#stalled = undefined;
    this.#fetch();
  }

  /** What can only be told by an event, as the answer has begun. */
  #fail(status: ApiStatus): void {
    this.#write({ type: 'ERROR', object: status });
    this.#finish();
  }

  #finish(): void {
    this.#end();
    this.#out.end();
  }

  #end(): void {
    this.#state = 'over';
    this.#leave();
    clearTimeout(this.#stalled);
    for (const timer of this.#timers) clearTimeout(timer);
  }
}
