// Models apimachinery's pkg/api/errors and apiserver's pkg/endpoints/handlers/negotiation (v1.35): what is refused before
// any object is looked at.
import type { ApiStatus } from '../../../preload/contract/inputs.ts';
import { failure } from '../../engine/api/status.ts';

export const unauthorized = (): ApiStatus => failure(401, 'Unauthorized', 'Unauthorized');

export const foreign = (why: string): ApiStatus => failure(403, 'Forbidden', why);

export const requestTooLarge = (bytesMax: number): ApiStatus =>
  failure(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${String(bytesMax)}`);

/** A request that is no HTTP, or not as it should be. */
export const malformed = (code: number, message: string): ApiStatus => failure(code, 'BadRequest', message);

export const methodNotAllowed = (): ApiStatus =>
  failure(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource');

export const notAcceptable = (types: readonly string[]): ApiStatus =>
  failure(406, 'NotAcceptable', `only the following media types are accepted: ${types.join(', ')}`);
