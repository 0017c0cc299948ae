// Tokens of service accounts. Their form is that of a JSON web token, whose signature says nothing: nobody checks it.
import { encodeBase64Url } from './base64.ts';
import { digestOf } from './digest.ts';

const HEADER = encoded({ alg: 'RS256', kid: 'kubarium' });

/** A token that claims this; `secret` is what its signature depends on. */
export function webToken(claims: object, secret: string): string {
  return `${HEADER}.${encoded(claims)}.${digestOf(secret)}`;
}

function encoded(part: object): string {
  return encodeBase64Url(JSON.stringify(part));
}
