// Models pkg/registry/authentication/tokenreview and pkg/serviceaccount/jwt.go (v1.35): whose token it is.
import type { TokenReview, TokenReviewStatus } from '../generated/types.ts';
import { objectKey } from '../resources.ts';
import type { ApiServer } from '../server.ts';
import { invalidValue } from '../metadata.ts';
import type { FieldError } from '../status.ts';
import { type Claims, ISSUER, claimsOf, secondsAt } from '../tokens.ts';
import { userNamed } from './user.ts';

/** The answer to a review, or what is wrong with it. */
export function tokenStatus(
  server: ApiServer,
  { spec }: TokenReview,
): TokenReviewStatus | { readonly faults: readonly FieldError[] } {
  if (spec.token === '')
    return { faults: [invalidValue('spec.token', '', 'token is required for TokenReview in authentication')] };
  const claims = claimsOf(spec.token);
  const error = claims ? refusal(server, claims, spec.audiences ?? []) : 'invalid bearer token';
  if (!claims || error !== undefined) return { user: {}, error };
  const { namespace, account } = claims;
  const { name: username, groups } = userNamed(`system:serviceaccount:${namespace}:${account.name}`, []);
  return {
    authenticated: true,
    user: { username, uid: account.uid, groups },
    audiences: spec.audiences?.length ? spec.audiences.filter((audience) => claims.aud.includes(audience)) : claims.aud,
  };
}

/** Why a token is not taken. */
function refusal(
  { now, store }: ApiServer,
  { namespace, account, exp, aud }: Claims,
  wanted: readonly string[],
): string | undefined {
  const found = store.get('serviceaccounts', objectKey(namespace, account.name));
  const expected = wanted.length > 0 ? wanted : [ISSUER];
  if (!aud.some((audience) => expected.includes(audience))) {
    return `[invalid bearer token, token audiences ${listed(aud)} is invalid for the target audiences ${listed(expected)}]`;
  }
  if (secondsAt(now) > exp) return '[invalid bearer token, service account token has expired]';
  if (!found) return `[invalid bearer token, serviceaccounts "${account.name}" not found]`;
  return found.metadata?.uid === account.uid
    ? undefined
    : `[invalid bearer token, service account UID (${account.uid}) does not match claim (${found.metadata?.uid ?? ''})]`;
}

const listed = (audiences: readonly string[]): string => `[${audiences.map((each) => JSON.stringify(each)).join(' ')}]`;
