// Models apiserver's pkg/authentication/request/bearertoken and pkg/endpoints/filters/impersonation.go (v1.35): who asks.
import { Buffer } from 'node:buffer';
import type { X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Requester } from '../../../preload/contract/inputs.ts';
import { userNamed } from '../../engine/api/authorization/user.ts';
import { internalError } from '../../engine/api/status.ts';
import type { ClusterDoor, Speaker } from '../door.ts';
import { Refusal } from '../http/refusal.ts';
import { unauthorized } from '../http/statuses.ts';
import { certifiedBy } from './client-certificate.ts';
import { checkImpersonation } from './impersonation.ts';

const CALLER_LENGTH_MAX = 40;
/** By which browsers, which cannot set headers of a WebSocket, send their token. */
const TOKEN_PROTOCOL = 'base64url.bearer.authorization.k8s.io.';

/** How owners of credentials are found, and what they may. */
export interface Credentials {
  /** Whose certificates are taken. */
  readonly authority: X509Certificate;
  /** Whose token this is; undefined when it is not taken. */
  readonly userOf: (token: string) => Requester | undefined;
  readonly door: Pick<ClusterDoor, 'refusalOf'>;
}

/** Who speaks. Throws Refusal unless they have a certificate or a token. */
export function speakerOf({ headers, socket }: IncomingMessage, { authority, userOf, door }: Credentials): Speaker {
  const certified = certifiedBy(socket, authority);
  const token = tokenIn(headers);
  const owner = certified?.user ?? (token === undefined ? undefined : userOf(token));
  if (!owner) throw new Refusal(unauthorized());
  const caller = callerOf(headers['user-agent']);
  const wanted = impersonated(headers);
  if (!wanted) return { caller, user: owner, credential: certified?.credential };
  checkImpersonation(door, owner, wanted, headers['impersonate-group'] !== undefined);
  return { caller, user: wanted };
}

function tokenIn({ authorization, 'sec-websocket-protocol': protocols = '' }: IncomingMessage['headers']) {
  const [, token] = /^bearer +(\S+) *$/i.exec(authorization ?? '') ?? [];
  if (token !== undefined) return token;
  const offered = protocols.split(/, */).find((protocol) => protocol.startsWith(TOKEN_PROTOCOL));
  return offered === undefined ? undefined : Buffer.from(offered.slice(TOKEN_PROTOCOL.length), 'base64url').toString();
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
