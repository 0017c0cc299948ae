// What is done to the server: requests by chance, by strangers, and connections that are none.
import { Buffer } from 'node:buffer';
import { connect as connectPlain } from 'node:net';
import fc from 'fast-check';
import { type HostileRequest, hostileRequest } from '../../../main/host/api/testing/hostile-requests.ts';
import type { Target } from '../target.ts';
import { type RawAnswer, exchange } from './raw-connection.ts';

export interface Attack {
  readonly name: string;
  /** Answers what came back, for the count. Throws Error when it should not have been so. */
  readonly run: (target: Target) => Promise<string>;
}

const STRANGER_CODES = [401, 403];

const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((all) => Buffer.from(all));

/** Requests of somebody who may, which make no sense. */
const request: fc.Arbitrary<Attack> = fc.tuple(hostileRequest, bytes(300)).map(([asked, garbage]) => ({
  name: `${asked.method} ${asked.target} ${JSON.stringify(asked.headers)} ${JSON.stringify(asked.body)}`,
  run: async (target) => {
    const answer = await exchange(target, textOf(asked, authorized(target)), garbage);
    return checked(answer, asked);
  },
}));

/** Requests of those who may not. */
const stranger: fc.Arbitrary<Attack> = fc
  .tuple(
    hostileRequest,
    fc.constantFrom('no token', 'wrong token', 'other host', 'other origin'),
    fc.string({ minLength: 1, maxLength: 60, unit: fc.constantFrom('a', 'b', 'X', '0', '9', '.', '_', '-') }),
  )
  .map(([asked, who, text]) => ({
    name: `${who}: ${asked.method} ${asked.target}`,
    run: async (target) => {
      const answer = await exchange(target, textOf(asked, strange(who, text, target)), Buffer.alloc(0));
      if (answer.code !== undefined && STRANGER_CODES.includes(answer.code)) return String(answer.code);
      throw new Error(`${who} was answered ${String(answer.code)}: ${answer.body.slice(0, 200)}`);
    },
  }));

/** What is no HTTP, over TLS. */
const noise: fc.Arbitrary<Attack> = fc
  .tuple(fc.constantFrom('', 'GET ', 'GET / HTTP/1.1\r\n', 'POST /api HTTP/1.1\r\nContent-Length: -1\r\n'), bytes(400))
  .map(([start, rest]) => ({
    name: `noise ${JSON.stringify(start)} ${rest.toString('hex')}`,
    run: async (target) => {
      const end = Buffer.from('\r\n\r\n');
      const { code } = await exchange(target, Buffer.concat([Buffer.from(start), rest, end]));
      return `noise ${String(code ?? 'closed')}`;
    },
  }));

/** Connections that are opened and left: without TLS, or with a request that does not end. */
const halfOpen: fc.Arbitrary<Attack> = fc
  .tuple(bytes(100), fc.integer({ min: 0, max: 500 }), fc.boolean())
  .map(([sent, stayMs, abruptly]) => ({
    name: `half open ${sent.toString('hex')}`,
    run: ({ port }) =>
      new Promise((resolve) => {
        const socket = connectPlain(port, '127.0.0.1', () => socket.write(sent));
        socket.on('error', () => socket.destroy());
        socket.on('close', () => {
          resolve('half open');
        });
        setTimeout(() => (abruptly ? socket.resetAndDestroy() : socket.destroy()), stayMs);
      }),
  }));

export const attack: fc.Arbitrary<Attack> = fc.oneof(
  { weight: 12, arbitrary: request },
  { weight: 3, arbitrary: stranger },
  { weight: 2, arbitrary: noise },
  { weight: 1, arbitrary: halfOpen },
);

const authorized = ({ port, token }: Target): Readonly<Record<string, string>> => ({
  Host: `127.0.0.1:${String(port)}`,
  Authorization: `Bearer ${token}`,
});

function strange(who: string, text: string, target: Target): Readonly<Record<string, string>> {
  const headers = authorized(target);
  switch (who) {
    case 'no token':
      return { ...headers, Authorization: '' };
    case 'wrong token':
      return { ...headers, Authorization: `Bearer ${text}` };
    case 'other host':
      return { ...headers, Host: `${text}.example.com` };
    default:
      return { ...headers, Origin: `https://${text}.example.com` };
  }
}

/** The request as it goes over the line; the connection ends with its answer. */
function textOf({ method, target, headers, body }: HostileRequest, own: Readonly<Record<string, string>>): Buffer {
  const content = Buffer.from(body);
  const Connection = headers['Upgrade'] === undefined ? 'close' : 'Upgrade';
  const all = { ...headers, ...own, Connection, 'Content-Length': String(content.length) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return Buffer.concat([Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`), content]);
}

function checked({ code, body }: RawAnswer, { method, target }: HostileRequest): string {
  if (code === undefined) throw new Error('the connection ended without an answer');
  const isOfProgram = /^\/api\/v1\/.*\/proxy/.test(target);
  if (code < 400 || method === 'HEAD' || isOfProgram) return String(code);
  if (!body.includes('"kind":"Status"')) throw new Error(`${String(code)} without a Status: ${body.slice(0, 200)}`);
  const isCrash = /is not a function|Cannot read propert|is not iterable|Maximum call stack|undefined/.test(body);
  if (isCrash && code >= 500) throw new Error(`a mistake of the server's own: ${body.slice(0, 300)}`);
  return String(code);
}
