// Models apiserver's pkg/authentication/request/bearertoken and pkg/endpoints/filters/impersonation.go (v1.35): who asks.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Requester } from '../../../preload/contract/inputs.ts';
import { admin, userNamed } from '../../engine/api/authorization/user.ts';
import { internalError } from '../../engine/api/status.ts';
import type { Speaker } from '../door.ts';
import { Refusal } from '../http/refusal.ts';
import { unauthorized } from '../http/statuses.ts';

const TOKEN_BYTES = 32;
const CALLER_LENGTH_MAX = 40;

/** A secret that nobody guesses. */
export const newToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

/** Who speaks. Throws Refusal unless the request carries the token. */
export function speakerOf({ headers }: IncomingMessage, token: string): Speaker {
  const [, given = ''] = /^bearer +(\S+) *$/i.exec(headers.authorization ?? '') ?? [];
  if (!isSame(given, token)) throw new Refusal(unauthorized());
  const user = impersonated(headers) ?? admin;
  return { caller: callerOf(headers['user-agent']), user };
}

/** Takes as long for any text. */
function isSame(given: string, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}

function impersonated(headers: IncomingMessage['headers']): Requester | undefined {
  const name = headers['impersonate-user'];
  if (typeof name !== 'string' || name === '') {
    const asked = Object.keys(headers).find((header) => header.startsWith('impersonate-'));
    if (asked !== undefined) throw new Refusal(internalError(`requested ${asked} without impersonating a user`));
    return undefined;
  }
  const groups = headers['impersonate-group'];
  return userNamed(name, typeof groups === 'string' ? groups.split(/, */) : (groups ?? []));
}

/** The program by which somebody speaks, as the journal names it: `kubectl`, `helm`. */
function callerOf(userAgent: string | undefined): string {
  const [, product = 'client'] = /^([A-Za-z0-9][\w.-]*)/.exec(userAgent ?? '') ?? [];
  return product.slice(0, CALLER_LENGTH_MAX);
}
