// Models pkg/serviceaccount/claims.go (v1.35): tokens by which service accounts say who they are. Their form is that of JSON
// web tokens; the cluster has no keys, so that their signature says nothing.
import * as v from 'valibot';

import { decodeBase64Url, encodeBase64Url } from '../kernel/base64.ts';
import { EPOCH_SECONDS, SECOND, type Micros } from '../kernel/time.ts';
import type { ObjectMeta } from './generated/types.ts';

export const ISSUER = 'https://kubernetes.default.svc.cluster.local';
const SIGNATURE = 'unsigned';

/** What a token says; times in seconds since the Unix epoch. */
export interface Claims {
  readonly aud: readonly string[];
  readonly exp: number;
  readonly sub: string;
  readonly namespace: string;
  readonly account: { readonly name: string; readonly uid: string };
}

export interface TokenWish {
  readonly audiences: readonly string[];
  readonly seconds: number;
  /** What the token ends with: a Pod, a Secret, a Node. */
  readonly bound?: { readonly kind: string; readonly name: string; readonly uid: string } | undefined;
}

/** A token for an account, issued `now`. */
export function tokenFor(account: ObjectMeta, wish: TokenWish, now: Micros): string {
  const { name = '', namespace = '', uid = '' } = account;
  const issued = secondsAt(now);
  const { bound } = wish;
  const claims = {
    aud: wish.audiences,
    exp: issued + wish.seconds,
    iat: issued,
    iss: ISSUER,
    'kubernetes.io': {
      namespace,
      ...(bound && { [bound.kind.toLowerCase()]: { name: bound.name, uid: bound.uid } }),
      serviceaccount: { name, uid },
    },
    nbf: issued,
    sub: `system:serviceaccount:${namespace}:${name}`,
  };
  return [JSON.stringify({ alg: 'RS256', kid: 'kubarium' }), JSON.stringify(claims), SIGNATURE]
    .map(encodeBase64Url)
    .join('.');
}

/** What a token holds of what is read back; a client may send anything. */
const payloadSchema = v.object({
  aud: v.array(v.string()),
  exp: v.number(),
  sub: v.string(),
  'kubernetes.io': v.object({
    namespace: v.string(),
    serviceaccount: v.object({ name: v.string(), uid: v.string() }),
  }),
});

/** What a token says; undefined for texts that are none. */
export function claimsOf(token: string): Claims | undefined {
  const [, payload = '', signature = ''] = token.split('.');
  const claims = decodeBase64Url(signature) === SIGNATURE ? parsed(decodeBase64Url(payload)) : undefined;
  if (!claims) return undefined;
  const { aud, exp, sub, 'kubernetes.io': about } = claims;
  return { aud, exp, sub, namespace: about.namespace, account: about.serviceaccount };
}

/** Seconds since the Unix epoch. */
export const secondsAt = (now: Micros): number => EPOCH_SECONDS + Math.floor(now / SECOND);

function parsed(text: string): v.InferOutput<typeof payloadSchema> | undefined {
  try {
    const { success, output } = v.safeParse(payloadSchema, JSON.parse(text));
    return success ? output : undefined;
  } catch {
    return undefined;
  }
}
