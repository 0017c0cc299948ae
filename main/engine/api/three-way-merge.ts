// Models the merge of kubectl's client-side apply (staging/src/k8s.io/apimachinery/pkg/util/strategicpatch, v1.35): what was
// applied last, what is wanted now, and what is there.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { isJsonObject, type JsonObject } from '../kernel/json.ts';
import { fieldType, heldModel, itemType, mergeKeyOf } from './schema.ts';

/** What `wanted` says, without what `last` said and `wanted` no longer does, over what is there. */
export function threeWayMerge(model: string, last: JsonObject, wanted: KubeObject, current: KubeObject): KubeObject {
  return mergeObject(model, last, wanted as JsonObject, current as JsonObject);
}

function mergeObject(model: string, last: JsonObject, wanted: JsonObject, current: JsonObject): JsonObject {
  const merged: Record<string, unknown> = { ...current };
  for (const key of Object.keys(last)) if (!(key in wanted)) Reflect.deleteProperty(merged, key);
  for (const [key, value] of Object.entries(wanted)) {
    if (value === null) Reflect.deleteProperty(merged, key);
    else if (value !== undefined) merged[key] = mergeValue(model, key, last[key], value, current[key]);
  }
  return merged;
}

function mergeValue(model: string, key: string, last: unknown, wanted: unknown, current: unknown): unknown {
  const type = fieldType(model, key) ?? 'any';
  const item = itemType(type);
  if (Array.isArray(wanted)) {
    const mergeKey = mergeKeyOf(model, key);
    if (!mergeKey || !Array.isArray(current)) return wanted;
    return mergeList(item ?? '', mergeKey, asObjects(last), asObjects(wanted), asObjects(current));
  }
  if (!isJsonObject(wanted) || !isJsonObject(current)) return wanted;
  return mergeObject(heldModel(type), isJsonObject(last) ? last : {}, wanted, current);
}

function mergeList(
  model: string,
  mergeKey: string,
  last: readonly JsonObject[],
  wanted: readonly JsonObject[],
  current: readonly JsonObject[],
): unknown[] {
  const find = (items: readonly JsonObject[], id: unknown) => items.find((item) => item[mergeKey] === id);
  const merged = wanted.map((item) => {
    const there = find(current, item[mergeKey]);
    return there ? mergeObject(model, find(last, item[mergeKey]) ?? {}, item, there) : item;
  });
  const others = current.filter((item) => !find(wanted, item[mergeKey]) && !find(last, item[mergeKey]));
  return [...merged, ...others];
}

function asObjects(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
