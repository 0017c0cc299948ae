// Models apimachinery's pkg/api/errors and apiserver's pkg/endpoints/handlers/negotiation (v1.35): what is refused before
// any object is looked at.
import type { ApiStatus } from '../../../preload/contract/inputs.ts';

const status = (code: number, reason: string, message: string): ApiStatus => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  message,
  reason,
  code,
});

export const unauthorized = (): ApiStatus => status(401, 'Unauthorized', 'Unauthorized');

export const foreign = (why: string): ApiStatus => status(403, 'Forbidden', why);

export const requestTooLarge = (bytesMax: number): ApiStatus =>
  status(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${String(bytesMax)}`);

/** A request that is no HTTP, or not as it should be. */
export const malformed = (code: number, message: string): ApiStatus => status(code, 'BadRequest', message);

export const methodNotAllowed = (): ApiStatus =>
  status(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource');

export const notAcceptable = (types: readonly string[]): ApiStatus =>
  status(406, 'NotAcceptable', `only the following media types are accepted: ${types.join(', ')}`);

export const unknownMediaType = (types: readonly string[]): ApiStatus =>
  status(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${types.join(', ')}`,
  );
