// The server itself: HTTPS on this machine's own address alone. While the simulated API server is down it does not listen,
// and whoever is connected is cut off, as by a process that died.
import type { Buffer } from 'node:buffer';
import { X509Certificate } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Server, createServer } from 'node:https';
import { type AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { admin } from '../engine/api/authorization/user.ts';
import { internalError } from '../engine/api/status.ts';
import { checkOrigin } from './access/guard.ts';
import { isSame, newToken } from './access/token.ts';
import { speakerOf } from './access/user-of.ts';
import type { ClusterDoor } from './door.ts';
import type { Exchange } from './http/exchange.ts';
import { KeptAnswers } from './http/kept-answers.ts';
import { Refusal } from './http/refusal.ts';
import { replyOf, send } from './http/reply.ts';
import { sendRaw, statusOf } from './http/malformed.ts';
import type { Endpoint } from './kubeconfig.ts';
import { route } from './router.ts';
import { parsePath } from './resources/path.ts';
import { openResponse, openWebSocket } from './streams/open-answer.ts';
import { serveUpgrade } from './streams/serve-upgrade.ts';
import { streamAt } from './streams/stream-at.ts';
import { type Upgrade, isWebSocket, responseOn } from './streams/upgrade.ts';
import { Authority } from './tls/authority.ts';

const ADDRESS = '127.0.0.1';
const NAMES = [ADDRESS, 'localhost', 'kubernetes', 'kubernetes.default', 'kubernetes.default.svc'];
const HEADER_BYTES_MAX = 32 * 1024;
/** Until all headers, until the whole request is there; and how long a quiet connection is kept. */
const HEADERS_MS = 10_000;
const REQUEST_MS = 60_000;
const KEEP_ALIVE_MS = 75_000;
const CONNECTIONS_MAX = 4_000;

export class ApiListener {
  readonly #door: ClusterDoor;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #authority = new Authority(new Date());
  readonly #token = newToken();
  readonly #client = this.#authority.forClient(admin.name, ['system:masters']);
  readonly #kept = new KeptAnswers();
  readonly #issuer = new X509Certificate(this.#authority.certificate);
  #port: number;
  #isBinding = false;
  #leave: () => void = () => undefined;

  private constructor(door: ClusterDoor, port: number) {
    this.#door = door;
    this.#port = port;
    const { certificate, key } = this.#authority.forServer(NAMES);
    this.#server = createServer(
      {
        cert: certificate,
        key,
        ca: this.#authority.certificate,
        // Who has no certificate may have a token.
        requestCert: true,
        rejectUnauthorized: false,
        maxHeaderSize: HEADER_BYTES_MAX,
        headersTimeout: HEADERS_MS,
        requestTimeout: REQUEST_MS,
        keepAliveTimeout: KEEP_ALIVE_MS,
        handshakeTimeout: HEADERS_MS,
      },
      (request, response) => void this.#answer(request, response),
    );
    this.#server.maxConnections = CONNECTIONS_MAX;
    this.#server.on('connection', (socket: Socket) => {
      this.#keep(socket);
    });
    this.#server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      socket.on('error', () => socket.destroy());
      // Over TLS it is a socket like any other, though the type leaves it open.
      if (socket instanceof Socket) void this.#answer(request, responseOn(request, socket), { socket, head });
    });
    this.#server.on('clientError', (error, socket) => {
      sendRaw(socket, statusOf(error));
    });
    this.#server.on('tlsClientError', (_error, socket) => {
      socket.destroy();
    });
  }

  /** Listens at `port`, or at any that is free when it is 0. Throws the system's error when it cannot. */
  static async open(door: ClusterDoor, port = 0): Promise<ApiListener> {
    const listener = new ApiListener(door, port);
    await listener.#listen();
    listener.#leave = door.onChange(() => {
      listener.#follow();
    });
    listener.#follow();
    return listener;
  }

  /** Where clients find it, and what they need. */
  get endpoint(): Endpoint {
    const url = `https://${ADDRESS}:${String(this.#port)}`;
    return { url, authority: this.#authority.certificate, token: this.#token, client: this.#client };
  }

  /** Ends all connections. */
  async close(): Promise<void> {
    this.#leave();
    await new Promise((resolve) => {
      if (this.#server.listening) this.#server.close(resolve);
      else resolve(undefined);
      this.#cutOff();
    });
  }

  #listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#port, ADDRESS, () => {
        this.#server.removeListener('error', reject);
        this.#port = (this.#server.address() as AddressInfo).port;
        resolve();
      });
    });
  }

  /** Listens while the simulated server does, at the same port. */
  #follow(): void {
    const { isServing } = this.#door;
    if (isServing === this.#server.listening || this.#isBinding) return;
    if (isServing) {
      this.#isBinding = true;
      const bound = () => {
        this.#isBinding = false;
      };
      this.#listen().then(bound, bound); // where somebody has the port, it is tried again at the next change
    } else {
      this.#server.close();
      this.#cutOff();
    }
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
  }

  #cutOff(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Answers `request`; with `upgrade` it wants another protocol, which only streams speak. */
  async #answer(request: IncomingMessage, response: ServerResponse, upgrade?: Upgrade): Promise<void> {
    response.on('error', () => response.destroy());
    try {
      const exchange = this.#enter(request, response, upgrade);
      const path = upgrade && parsePath(exchange.path);
      const stream = path && streamAt(path);
      if (stream) await serveUpgrade(exchange, upgrade, stream, path);
      else {
        const reply = await route(exchange);
        if (reply) send(response, reply);
      }
    } catch (error) {
      send(response, replyOf(error instanceof Refusal ? error.status : internalError(messageOf(error))));
    }
  }

  /** Throws Refusal for those who may not come in. */
  #enter(request: IncomingMessage, response: ServerResponse, upgrade: Upgrade | undefined): Exchange {
    checkOrigin(request);
    const door = this.#door;
    const userOf = (token: string) => (isSame(token, this.#token) ? admin : door.userOf(token));
    const speaker = speakerOf(request, { authority: this.#issuer, userOf, door });
    const [path = '', query = ''] = (request.url ?? '').split(/\?(.*)/s);
    const webSocket = upgrade && isWebSocket(request) ? upgrade : undefined;
    return {
      request,
      response,
      path,
      query: new URLSearchParams(query),
      client: door.clientOf(speaker),
      door,
      speaker,
      open: webSocket ? openWebSocket(request, response, webSocket) : openResponse(response),
      isWebSocket: webSocket !== undefined,
      kept: this.#kept,
    };
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
