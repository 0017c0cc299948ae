// The secret by which the person at this machine is known.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const TOKEN_BYTES = 32;

/** A secret that nobody guesses. */
export const newToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

/** Takes as long for any text. */
export function isSame(given: string, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}
