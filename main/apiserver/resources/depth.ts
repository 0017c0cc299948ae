import { badRequest } from '../../engine/api/status.ts';
import { TOO_DEEP, isTooDeep } from '../../engine/api/value-depth.ts';
import { Refusal } from '../http/refusal.ts';

/** The value itself. Throws Refusal when it is too deep, as one that holds itself is. */
export function shallow<T>(value: T): T {
  if (isTooDeep(value)) throw new Refusal(badRequest(TOO_DEEP));
  return value;
}
