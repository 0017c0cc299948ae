// Models apimachinery's pkg/util/strategicpatch/patch.go (v1.35): lists are merged by the keys that the API's types name,
// and `$patch`, `$retainKeys`, `$setElementOrder/…` and `$deleteFromPrimitiveList/…` say what merging cannot.
import { isJsonObject, type JsonObject } from '../kernel/json.ts';
import { goValue } from './go-texts.ts';
import { inMergeOrder } from './merge-order.ts';
import { PatchRefused } from './patch-refused.ts';
import { fieldType, heldModel, itemType, mergeKeyOf } from './schema.ts';
import { unclassified } from './status.ts';

/** Merges as the patch tags of a model say; an unknown model (empty) has none. */
export function strategicMerge(model: string, target: JsonObject | undefined, patch: JsonObject): JsonObject {
  const { $patch: directive, $retainKeys: retained, ...fields } = patch;
  if (directive === 'replace') return fields;
  if (directive === 'delete') return {};
  if (directive !== undefined && directive !== 'merge') {
    throw new PatchRefused(unclassified(`unknown patch type: ${goValue(directive)} in map: ${goValue(patch)}`));
  }
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
      ? inMergeOrder([...new Set<unknown>([...(target as unknown[]), ...(value as unknown[])])], value, target, '')
      : mergeItems(item ?? 'any', mergeKey, target as JsonObject[], value as JsonObject[]);
  }
  if (!isJsonObject(value)) return value;
  return strategicMerge(heldModel(type), isJsonObject(target) ? target : undefined, value);
}

function mergeItems(
  model: string,
  mergeKey: string,
  target: readonly JsonObject[],
  items: readonly JsonObject[],
): unknown[] {
  if (items.some((item) => item['$patch'] === 'replace')) return items.filter((item) => item['$patch'] !== 'replace');
  let result = [...target];
  for (const item of items) {
    const id = item[mergeKey];
    if (id === undefined) {
      throw new PatchRefused(unclassified(`map: ${goValue(item)} does not contain declared merge key: ${mergeKey}`));
    }
    const index = result.findIndex((candidate) => candidate[mergeKey] === id);
    if (item['$patch'] === 'delete') result = result.filter((candidate) => candidate[mergeKey] !== id);
    else if (index < 0) result.push(strategicMerge(model, undefined, item));
    else result[index] = strategicMerge(model, result[index], item);
  }
  const named = items.filter((item) => item['$patch'] !== 'delete');
  return inMergeOrder(result, named, target, mergeKey);
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
    const original: unknown[] = Array.isArray(list) ? list : [];
    if (Array.isArray(merged)) result[field] = inMergeOrder(merged, value, original, mergeKeyOf(model, field) ?? '');
    Reflect.deleteProperty(fields, field);
  }
}

function withoutDirectives(items: readonly unknown[]): unknown[] {
  return items.filter((item) => !(isJsonObject(item) && '$patch' in item));
}
