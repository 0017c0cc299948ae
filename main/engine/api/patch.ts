// Models apimachinery's pkg/util/strategicpatch and the JSON patches of RFC 6902 and RFC 7386 (v1.35).
import type { ApiStatus } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { copyJson, isJsonObject, type JsonObject, jsonEqual } from '../kernel/json.ts';
import { fieldType, isModel, itemType, mergeKeyOf } from './schema.ts';
import { badRequest } from './status.ts';

export type Patched =
  { readonly ok: true; readonly object: KubeObject } | { readonly ok: false; readonly status: ApiStatus };

class PatchRefused extends Error {}

/** Applies a patch of any type to an object of `model` and returns the result, which shares parts with the original. */
export function applyPatch(
  model: string,
  object: KubeObject,
  type: 'merge' | 'json' | 'strategic',
  patch: unknown,
): Patched {
  try {
    return { ok: true, object: patched(model, object, type, patch) as KubeObject };
  } catch (error) {
    if (error instanceof PatchRefused) return { ok: false, status: badRequest(error.message) };
    throw error;
  }
}

function patched(model: string, object: KubeObject, type: 'merge' | 'json' | 'strategic', patch: unknown): unknown {
  if (type === 'json') {
    if (!Array.isArray(patch)) {
      throw new PatchRefused(
        'error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp',
      );
    }
    return applyOperations(object, patch);
  }
  if (!isJsonObject(patch)) throw new PatchRefused('the patch must be a JSON object');
  return type === 'merge' ? mergePatch(object, patch) : strategicMerge(model, object as JsonObject, patch);
}

/** RFC 7386: objects are merged, null removes, everything else replaces. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isJsonObject(patch)) return patch;
  const result: Record<string, unknown> = isJsonObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) Reflect.deleteProperty(result, key);
    else if (value !== undefined) result[key] = mergePatch(result[key], value);
  }
  return result;
}

function strategicMerge(model: string, target: JsonObject | undefined, patch: JsonObject): JsonObject {
  const { $patch: directive, $retainKeys: retained, ...fields } = patch;
  if (directive === 'replace') return fields;
  if (directive === 'delete') return {};
  const result: Record<string, unknown> = { ...target };
  if (Array.isArray(retained))
    for (const key of Object.keys(result)) if (!retained.includes(key)) Reflect.deleteProperty(result, key);
  for (const [key, value] of Object.entries(fields)) {
    if (key.startsWith('$')) applyListDirective(model, result, key, value, fields);
    else if (value === null) Reflect.deleteProperty(result, key);
    else result[key] = strategicValue(model, key, result[key], value);
  }
  return result;
}

function strategicValue(model: string, key: string, target: unknown, value: unknown): unknown {
  const type = fieldType(model, key) ?? 'any';
  const item = itemType(type);
  if (Array.isArray(value)) {
    const mergeKey = mergeKeyOf(model, key);
    if (mergeKey === undefined || !Array.isArray(target)) return withoutDirectives(value);
    return mergeKey === ''
      ? [...new Set<unknown>([...(target as unknown[]), ...(value as unknown[])])]
      : mergeItems(item ?? 'any', mergeKey, target as JsonObject[], value as JsonObject[]);
  }
  if (!isJsonObject(value)) return value;
  const childModel = isModel(type) ? type : item !== undefined && isModel(item) ? item : '';
  return strategicMerge(childModel, isJsonObject(target) ? target : undefined, value);
}

function mergeItems(
  model: string,
  mergeKey: string,
  target: readonly JsonObject[],
  items: readonly JsonObject[],
): JsonObject[] {
  if (items.some((item) => item['$patch'] === 'replace')) return items.filter((item) => item['$patch'] !== 'replace');
  let result = [...target];
  for (const item of items) {
    const id = item[mergeKey];
    if (id === undefined)
      throw new PatchRefused(`map: ${goMap(item)} does not contain declared merge key: ${mergeKey}`);
    const index = result.findIndex((candidate) => candidate[mergeKey] === id);
    if (item['$patch'] === 'delete') result = result.filter((candidate) => candidate[mergeKey] !== id);
    else if (index < 0) result.push(strategicMerge(model, undefined, item));
    else result[index] = strategicMerge(model, result[index], item);
  }
  return result;
}

/** `$deleteFromPrimitiveList/x` and `$setElementOrder/x`. */
function applyListDirective(
  model: string,
  result: Record<string, unknown>,
  key: string,
  value: unknown,
  fields: JsonObject,
): void {
  const [directive, field = ''] = key.split('/');
  const list = result[field];
  if (!Array.isArray(value)) return;
  if (directive === '$deleteFromPrimitiveList' && Array.isArray(list)) {
    result[field] = list.filter((item) => !value.includes(item));
  } else if (directive === '$setElementOrder') {
    if (fields[field] !== undefined) result[field] = strategicValue(model, field, list, fields[field]);
    const merged = result[field];
    if (Array.isArray(merged)) result[field] = inOrder(merged, value, mergeKeyOf(model, field) ?? '');
    Reflect.deleteProperty(fields, field);
  }
}

/** Items named in `order` first and in that order, the others where they stood relative to each other, after them. */
function inOrder(items: readonly unknown[], order: readonly unknown[], mergeKey: string): unknown[] {
  const idOf = (item: unknown) => (mergeKey === '' ? item : (item as JsonObject)[mergeKey]);
  const rank = new Map(order.map((item, index) => [idOf(item), index]));
  return [...items].sort((a, b) => (rank.get(idOf(a)) ?? rank.size) - (rank.get(idOf(b)) ?? rank.size));
}

function withoutDirectives(items: readonly unknown[]): unknown[] {
  return items.filter((item) => !(isJsonObject(item) && '$patch' in item));
}

/** A map as Go's `%v` prints it. */
function goMap(value: JsonObject): string {
  const pairs = Object.keys(value)
    .sort()
    .map((key) => `${key}:${isJsonObject(value[key]) ? goMap(value[key]) : String(value[key])}`);
  return `map[${pairs.join(' ')}]`;
}

function applyOperations(object: unknown, operations: readonly unknown[]): unknown {
  let result: unknown = copyJson(object);
  for (const operation of operations) {
    if (!isJsonObject(operation))
      throw new PatchRefused('error decoding patch: json: cannot unmarshal into Go value of type handlers.jsonPatchOp');
    result = applyOperation(result, operation);
  }
  return result;
}

const REFUSED = 'the server rejected our request due to an error in our request';

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
      if (!jsonEqual(valueAt(root, tokens), value)) throw new PatchRefused(REFUSED);
      return root;
    case 'copy':
      return putAt(root, tokens, copyJson(valueAt(root, pointer(from))), true);
    case 'move': {
      const moved = valueAt(root, pointer(from));
      return putAt(removeAt(root, pointer(from)), tokens, moved, true);
    }
    default:
      throw new PatchRefused(REFUSED);
  }
}

function pointer(path: unknown): string[] {
  if (typeof path !== 'string' || (path !== '' && !path.startsWith('/'))) throw new PatchRefused(REFUSED);
  return path
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function valueAt(root: unknown, tokens: readonly string[]): unknown {
  let value = root;
  for (const token of tokens) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token)) throw new PatchRefused(REFUSED);
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
    if (!Number.isInteger(index) || index < 0 || index > parent.length) throw new PatchRefused(REFUSED);
    parent.splice(index, insert ? 0 : 1, value);
  } else if (isJsonObject(parent)) (parent as Record<string, unknown>)[last] = value;
  else throw new PatchRefused(REFUSED);
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
