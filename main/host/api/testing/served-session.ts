// A session that is served over real sockets, for tests: a cluster in a real file, time as fast as it goes, and a client
// that trusts the server.
import { type IncomingMessage, type OutgoingHttpHeaders, type RequestOptions } from 'node:http';
import { request } from 'node:https';
import { join } from 'node:path';
import { ApiListener } from '../../../apiserver/api-listener.ts';
import { after } from '../../../engine/kernel/time.ts';
import { callAnswerer } from '../../calls.ts';
import { openSession, restoreLive } from '../../opening.ts';
import { SessionHost } from '../../session-host.ts';
import { freshFolder } from '../../testing/open-host.ts';
import { systemClock } from '../../wall-clock.ts';
import { SessionDoor } from '../session-door.ts';

/** Virtual seconds a second: fast, but a watch that is opened sees what is done next. */
const SPEED = 20;

export interface Answer {
  readonly code: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  /** What the text says, when it is JSON. */
  readonly body: Body;
}

/** An answer as tests look into it. */
export interface Body {
  readonly kind?: string;
  readonly apiVersion?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly items?: readonly Body[];
  readonly [field: string]: unknown;
}

export interface Asking {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: OutgoingHttpHeaders;
}

export class ServedSession {
  readonly path: string;
  readonly host: SessionHost;
  readonly listener: ApiListener;
  readonly #door: SessionDoor;

  private constructor(path: string, host: SessionHost, door: SessionDoor, listener: ApiListener) {
    this.path = path;
    this.host = host;
    this.listener = listener;
    this.#door = door;
  }

  static async start(): Promise<ServedSession> {
    const path = join(freshFolder(), 'served.kubarium');
    const opened = openSession({ path, create: { name: 'served', preset: 'tutorial', seed: 1 }, paused: true });
    if (!opened.ok) throw new Error(opened.problem.message);
    const host = new SessionHost({
      live: opened.value.live,
      wallClock: systemClock,
      answer: callAnswerer(),
      restore: restoreLive,
      onProblem: (problem) => {
        throw new Error(problem.message);
      },
      onStopped: (error) => {
        throw error;
      },
    });
    host.setSpeed(SPEED);
    host.play();
    const door = new SessionDoor(host);
    return new ServedSession(path, host, door, await ApiListener.open(door));
  }

  get door(): SessionDoor {
    return this.#door;
  }

  get port(): number {
    return Number(new URL(this.listener.endpoint.url).port);
  }

  /** How a client reaches the server, with its token. */
  options(
    path: string,
    headers: OutgoingHttpHeaders = {},
  ): RequestOptions & { readonly ca: string; readonly servername: string } {
    const { authority, token } = this.listener.endpoint;
    return {
      host: '127.0.0.1',
      port: this.port,
      path,
      ca: authority,
      agent: false,
      servername: 'localhost',
      headers: { Authorization: `Bearer ${token}`, ...headers },
    };
  }

  /** Asks, and reads the whole answer. Rejects when there is none. */
  ask(path: string, { method = 'GET', body, headers = {} }: Asking = {}): Promise<Answer> {
    const content =
      body === undefined || typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
    const type = content === undefined ? {} : { 'Content-Type': 'application/json' };
    return new Promise((resolve, reject) => {
      const asked = request({ ...this.options(path, { ...type, ...headers }), method }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('error', reject);
        response.on('end', () => {
          resolve({ code: response.statusCode ?? 0, headers: response.headers, text, body: bodyOf(text) });
        });
      });
      asked.on('error', reject);
      asked.end(content);
    });
  }

  /** Comes back when so much virtual time has passed. */
  pass(durationUs: number): Promise<void> {
    const end = after(this.host.live.now, durationUs);
    return new Promise((resolve) => {
      const look = () => {
        if (this.host.live.now < end) return;
        leave();
        resolve();
      };
      const leave = this.host.observe({ onRecords: look, onRestored: look });
    });
  }

  async close(): Promise<void> {
    await this.listener.close();
    this.#door.close();
    const closed = this.host.close();
    if (!closed.ok) throw new Error(closed.problem.message);
  }
}

function bodyOf(text: string): Body {
  try {
    return JSON.parse(text) as Body;
  } catch {
    return {}; // a text that is no JSON
  }
}
