// JSON patches of RFC 6902 as github.com/evanphx/json-patch applies them (v4, the one of Kubernetes v1.35).
import type { ApiStatus } from '../../../preload/contract/inputs.ts';
import { copyJson, isJsonObject, type JsonObject, jsonEqual } from '../kernel/json.ts';
import { PatchRefused } from './patch-refused.ts';
import { badRequest, failure, unprocessable } from './status.ts';
import { TOO_DEEP, isTooDeep } from './value-depth.ts';

const OPERATIONS_MAX = 10_000;
/** What all copies of a patch may add, in bytes (JSONPatchMaxCopyBytes of the API server). */
const COPIED_BYTES_MAX = 3 * 1024 * 1024;

const refused = () => new PatchRefused(unprocessable());

/** The object after all operations, which shares nothing with it. */
export function jsonPatch(object: unknown, operations: readonly unknown[]): unknown {
  if (operations.length > OPERATIONS_MAX) throw new PatchRefused(tooManyOperations(operations.length));
  let result: unknown = copyJson(object);
  let copiedBytes = 0;
  for (const operation of operations) {
    if (!isJsonObject(operation)) {
      const fault = `cannot unmarshal ${typeof operation} into Go value of type handlers.jsonPatchOp`;
      throw new PatchRefused(badRequest(`error decoding patch: json: ${fault}`));
    }
    if (operation['op'] === 'copy') copiedBytes += sizeOf(shallow(valueAt(result, pointer(operation['from']))));
    if (copiedBytes > COPIED_BYTES_MAX) throw refused();
    result = applyOperation(result, operation);
  }
  return shallow(result);
}

function tooManyOperations(count: number): ApiStatus {
  const why = `The allowed maximum operations in a JSON patch is ${String(OPERATIONS_MAX)}, got ${String(count)}`;
  return failure(413, 'RequestEntityTooLarge', `Request entity too large: ${why}`);
}

/** The value itself: operation by operation one can be made that is too deep to be read. */
function shallow<T>(value: T): T {
  if (isTooDeep(value)) throw new PatchRefused(badRequest(TOO_DEEP));
  return value;
}

const sizeOf = (value: unknown): number => JSON.stringify(value).length;

function applyOperation(root: unknown, operation: JsonObject): unknown {
  const { op, path, from, value } = operation;
  const tokens = pointer(path);
  switch (op) {
    case 'add':
      return putAt(root, tokens, copyJson(value), true);
    case 'replace':
      valueAt(root, tokens.slice(0, -1));
      return putAt(root, tokens, copyJson(value), false);
    case 'remove':
      return removeAt(root, tokens);
    case 'test':
      if (!jsonEqual(valueAt(root, tokens), value)) throw refused();
      return root;
    case 'copy':
      return putAt(root, tokens, copyJson(valueAt(root, pointer(from))), true);
    case 'move': {
      const moved = valueAt(root, pointer(from));
      return putAt(removeAt(root, pointer(from)), tokens, moved, true);
    }
    default:
      throw refused();
  }
}

function pointer(path: unknown): string[] {
  if (typeof path !== 'string' || (path !== '' && !path.startsWith('/'))) throw refused();
  return path
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function valueAt(root: unknown, tokens: readonly string[]): unknown {
  let value = root;
  for (const token of tokens) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token)) throw refused();
    value = (value as Record<string, unknown>)[token];
  }
  return value;
}

function putAt(root: unknown, tokens: readonly string[], value: unknown, insert: boolean): unknown {
  const last = tokens.at(-1);
  if (last === undefined) return value;
  const parent = valueAt(root, tokens.slice(0, -1));
  if (Array.isArray(parent)) {
    const index = last === '-' ? parent.length : Number(last);
    if (!Number.isInteger(index) || index < 0 || index > parent.length) throw refused();
    parent.splice(index, insert ? 0 : 1, value);
  } else if (isJsonObject(parent)) (parent as Record<string, unknown>)[last] = value;
  else throw refused();
  return root;
}

function removeAt(root: unknown, tokens: readonly string[]): unknown {
  const last = tokens.at(-1);
  valueAt(root, tokens);
  const parent = valueAt(root, tokens.slice(0, -1));
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else Reflect.deleteProperty(parent as object, last ?? '');
  return root;
}
