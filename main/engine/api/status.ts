// Models staging/src/k8s.io/apimachinery/pkg/api/errors/errors.go (v1.35): the failures an API server answers.
import type { ApiStatus } from '../../../preload/contract/inputs.ts';

/** One fault found in an object: `field` is its path, as in `spec.ports[0].port`. */
export interface FieldError {
  readonly field: string;
  /** `FieldValueInvalid`, `FieldValueRequired`, `FieldValueNotSupported`, `FieldValueDuplicate`, `FieldValueForbidden`, `FieldValueNotFound`, `FieldValueTooLong`, … */
  readonly reason: string;
  /** Without the path: `Invalid value: 0: must be between 1 and 65535, inclusive`. */
  readonly message: string;
}

/** The kind of a failing request as messages name it. */
export interface Named {
  readonly group: string;
  readonly resource: string;
  readonly kind: string;
}

/** A refusal in the words of the API, with the keys in the order in which it writes them. */
export function failure(code: number, reason: string, message: string, details?: ApiStatus['details']): ApiStatus {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason,
    ...(details && { details }),
    code,
  };
}

const qualified = (named: Named) => (named.group === '' ? named.resource : `${named.resource}.${named.group}`);
const detailsOf = (named: Named, name: string) => ({
  name,
  ...(named.group !== '' && { group: named.group }),
  kind: named.resource,
});

export function notFound(named: Named, name: string): ApiStatus {
  return failure(404, 'NotFound', `${qualified(named)} "${name}" not found`, detailsOf(named, name));
}

/** `deletionTimestamp` is that of the object which has the name. */
export function alreadyExists(named: Named, name: string, deletionTimestamp?: string): ApiStatus {
  const going = deletionTimestamp === undefined ? '' : 'object is being deleted: ';
  const message = `${going}${qualified(named)} "${name}" already exists`;
  return failure(409, 'AlreadyExists', message, detailsOf(named, name));
}

export function conflict(named: Named, name: string, why?: string): ApiStatus {
  const because = why ?? 'the object has been modified; please apply your changes to the latest version and try again';
  return failure(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualified(named)} "${name}": ${because}`,
    detailsOf(named, name),
  );
}

export function forbidden(
  named: Named,
  name: string,
  why: string,
  causes?: NonNullable<ApiStatus['details']>['causes'],
): ApiStatus {
  return failure(403, 'Forbidden', `${qualified(named)} "${name}" is forbidden: ${why}`, {
    ...detailsOf(named, name),
    ...(causes && { causes }),
  });
}

export function badRequest(message: string): ApiStatus {
  return failure(400, 'BadRequest', message);
}

export function methodNotSupported(named: Named, verb: string): ApiStatus {
  return failure(
    405,
    'MethodNotAllowed',
    `${verb} is not supported on resources of kind "${qualified(named)}"`,
    detailsOf(named, ''),
  );
}

export function invalid(named: Named, name: string, errors: readonly FieldError[]): ApiStatus {
  const lines = errors.map((error) => `${error.field}: ${error.message}`);
  const text = lines.length === 1 ? lines[0] : `[${lines.join(', ')}]`;
  const kind = named.group === '' ? named.kind : `${named.kind}.${named.group}`;
  return failure(422, 'Invalid', `${kind} "${name}" is invalid: ${text ?? ''}`, {
    name,
    ...(named.group !== '' && { group: named.group }),
    kind: named.kind,
    causes: errors.map(({ reason, message, field }) => ({ reason, message, field })),
  });
}

/** What a client says when nobody listens at the API server's address. */
export function unreachable(address: string): ApiStatus {
  return failure(
    0,
    'ServiceUnavailable',
    `The connection to the server ${address} was refused - did you specify the right host or port?`,
  );
}

/** There is no way to the server. */
export function unroutable(address: string): ApiStatus {
  const message = `Unable to connect to the server: dial tcp ${address}: connect: no route to host`;
  return failure(0, 'ServiceUnavailable', message);
}

/** A failure that the server did not foresee: `error.Error()` as it stands, without a reason. */
export function unclassified(message: string): ApiStatus {
  return failure(500, '', message);
}

/** What is answered to patches whose operations cannot be done. */
export function unprocessable(): ApiStatus {
  return failure(422, 'Invalid', 'the server rejected our request due to an error in our request', {});
}

/** What is answered to a body that cannot be read as an object of `kind`; `why` is in Go's words. */
export function unrecognizedBody(kind: string, why: string, body: Uint8Array): ApiStatus {
  const message = `the object provided is unrecognized (must be of type ${kind}): ${why} (${summaryOf(body)})`;
  return badRequest(message);
}

const SUMMARY_BYTES_MAX = 30;

/** The first bytes of a body: as they are when it may be JSON, else as hexadecimal digits. */
function summaryOf(body: Uint8Array): string {
  if (body.length === 0) return '<empty>';
  const bytes = body.slice(0, SUMMARY_BYTES_MAX);
  const shown = String.fromCharCode(...bytes);
  const summary = shown.startsWith('{')
    ? shown
    : Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return body.length > SUMMARY_BYTES_MAX ? `${summary} ...` : summary;
}

/** What is answered to a body in none of the forms that are understood. */
export function unsupportedMediaType(types: readonly string[]): ApiStatus {
  const list = types.join(', ');
  const message = `the body of the request was in an unknown format - accepted media types include: ${list}`;
  return failure(415, 'UnsupportedMediaType', message);
}

/** Faults of a request that belong to no object: of a patch. */
export function invalidRequest(errors: readonly FieldError[]): ApiStatus {
  const { message, details } = invalid({ group: '', resource: '', kind: '' }, '', errors);
  return failure(422, 'Invalid', message, { causes: details?.causes });
}

/** A server-side apply of fields that others own; `manager` as messages print it. */
export function applyConflict(conflicts: readonly { readonly manager: string; readonly field: string }[]): ApiStatus {
  const causes = conflicts.map(({ manager, field }) => {
    return { reason: 'FieldManagerConflict', message: `conflict with ${manager}`, field };
  });
  return failure(409, 'Conflict', conflictText(conflicts), { causes });
}

function conflictText(conflicts: readonly { readonly manager: string; readonly field: string }[]): string {
  const [first] = conflicts;
  if (first && conflicts.length === 1) {
    return `Apply failed with 1 conflict: conflict with ${first.manager}: ${first.field}`;
  }
  const managers = [...new Set(conflicts.map(({ manager }) => manager))].sort();
  const lines = managers.flatMap((manager) => [
    `conflicts with ${manager}:`,
    ...conflicts.filter((conflict) => conflict.manager === manager).map(({ field }) => `- ${field}`),
  ]);
  return `Apply failed with ${String(conflicts.length)} conflicts: ${lines.join('\n')}`;
}

/** A revision that is not known any more. */
export function expired(message: string): ApiStatus {
  return failure(410, 'Expired', message);
}

/** The rest of a list of which the beginning is too long ago; `token` goes on from the present state. */
export function expiredContinuation(token: string): ApiStatus {
  const message =
    'The provided continue parameter is too old to display a consistent list result. You can start a new list without ' +
    'the continue parameter, or use the continue token in this response to retrieve the remainder of the results. ' +
    'Continuing with the provided token results in an inconsistent list - objects that were created, modified, or ' +
    'deleted between the time the first chunk was returned and now may show up in the list.';
  return { ...expired(message), metadata: { continue: token } };
}

/** A revision that is not there yet. */
export function tooLargeRevision(wanted: string, current: number): ApiStatus {
  return failure(504, 'Timeout', `Timeout: Too large resource version: ${wanted}, current: ${String(current)}`, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version', field: '' }],
    retryAfterSeconds: 1,
  });
}

/** What evictions are answered that a budget does not allow. */
export function tooManyRequests(message: string, retryAfterSeconds: number, cause?: string): ApiStatus {
  return failure(429, 'TooManyRequests', message, {
    ...(retryAfterSeconds > 0 && { retryAfterSeconds }),
    ...(cause !== undefined && { causes: [{ reason: 'DisruptionBudget', message: cause, field: '' }] }),
  });
}

/** A failure that is not the caller's fault. */
export function internalError(why: string): ApiStatus {
  return failure(500, 'InternalError', `Internal error occurred: ${why}`);
}

export function etcdTimeout(): ApiStatus {
  return failure(500, 'InternalError', 'etcdserver: request timed out');
}

/** The server is there, but cannot do anything at present. */
export function unavailable(why: string): ApiStatus {
  return failure(503, 'ServiceUnavailable', why);
}

export function unknownResource(): ApiStatus {
  return failure(404, 'NotFound', 'the server could not find the requested resource', {});
}

/** A status as the failed result of a call. */
export function failed(status: ApiStatus): { readonly ok: false; readonly status: ApiStatus } {
  return { ok: false, status };
}
