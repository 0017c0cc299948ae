// What comes through a forwarded port. Programs in simulated containers understand HTTP and nothing else, so a connection
// is read as requests, each of which goes into the cluster and comes back.
import { Buffer } from 'node:buffer';
import { STATUS_CODES } from 'node:http';
import type { HttpResponse } from '../../../preload/contract/requests.ts';
import type { PodRequest } from '../door.ts';

/** Sends a request into the cluster; undefined when nobody answered. */
export type Forward = (request: PodRequest) => Promise<HttpResponse | undefined>;

const HEAD_END = '\r\n\r\n';
const HEAD_BYTES_MAX = 64 * 1024;

export class HttpTunnel {
  readonly #forward: Forward;
  readonly #send: (bytes: Buffer) => void;
  #rest: Buffer = Buffer.alloc(0);
  /** Bytes of a request's body that are still to come, and which nobody reads. */
  #bodyLeft = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(forward: Forward, send: (bytes: Buffer) => void) {
    this.#forward = forward;
    this.#send = send;
  }

  /** Takes in what the client sent; rejects when it is no HTTP, or nobody answers. */
  receive(bytes: Buffer): Promise<void> {
    this.#last = this.#last.then(() => this.#take(bytes));
    return this.#last;
  }

  async #take(bytes: Buffer): Promise<void> {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    for (;;) {
      const skipped = Math.min(this.#bodyLeft, this.#rest.length);
      this.#bodyLeft -= skipped;
      this.#rest = this.#rest.subarray(skipped);
      const end = this.#rest.indexOf(HEAD_END);
      if (end < 0 && this.#rest.length > HEAD_BYTES_MAX) throw new Error('the head of the request is too large');
      if (end < 0) return;
      const head = this.#rest.toString('latin1', 0, end);
      this.#rest = this.#rest.subarray(end + HEAD_END.length);
      await this.#answer(head);
    }
  }

  async #answer(head: string): Promise<void> {
    const [line = '', ...lines] = head.split('\r\n');
    const [, method = '', path = ''] = /^([A-Z]+) (\S+) HTTP\/1\.[01]$/.exec(line) ?? [];
    if (method === '') throw new Error('only HTTP is understood in the containers of this cluster');
    const headers = new Map(lines.map((each): [string, string] => headerOf(each)));
    this.#bodyLeft = Number(headers.get('content-length') ?? 0) || 0;
    const response = await this.#forward({ method, path, host: headers.get('host') ?? '' });
    if (!response) throw new Error('nobody answered');
    this.#send(Buffer.from(responseText(response, method)));
  }
}

function headerOf(line: string): [name: string, value: string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}

/** Without what would frame the body otherwise than by its length. */
function responseText({ status, headers, body }: HttpResponse, method: string): string {
  const kept = Object.entries(headers).filter(
    ([name]) => !/^(content-length|transfer-encoding|connection)$/i.test(name),
  );
  const lines = [
    `HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ''}`,
    ...kept.map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${String(Buffer.byteLength(body))}`,
  ];
  return `${lines.join('\r\n')}${HEAD_END}${method === 'HEAD' ? '' : body}`;
}
