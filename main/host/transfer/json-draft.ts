// Plain JSON that is rewritten on its way: each step makes a new value, the old one stays as it was.
import { isJsonObject, type JsonObject } from '../../engine/kernel/json.ts';

/** The map without some of its keys. */
export function without(map: JsonObject, ...keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(map).filter(([key]) => !keys.includes(key)));
}

/** The map below a key; empty when there is none. */
export function mapAt(map: JsonObject, key: string): JsonObject {
  const value = map[key];
  return isJsonObject(value) ? value : {};
}

/** The maps in the list below a key. */
export function mapsAt(map: JsonObject, key: string): readonly JsonObject[] {
  const value = map[key];
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** The text below a key; empty when it is none. */
export function textAt(map: JsonObject, key: string): string {
  const value = map[key];
  return typeof value === 'string' ? value : '';
}

/** The map with one of its values, which is a map, rewritten; as it is when there is none. */
export function rewriteMap(map: JsonObject, key: string, rewrite: (value: JsonObject) => JsonObject): JsonObject {
  const value = map[key];
  return isJsonObject(value) ? { ...map, [key]: rewrite(value) } : map;
}

/** The map with the maps in one of its lists rewritten. */
export function rewriteEach(map: JsonObject, key: string, rewrite: (item: JsonObject) => JsonObject): JsonObject {
  const value = map[key];
  if (!Array.isArray(value)) return map;
  return { ...map, [key]: value.map((item: unknown) => (isJsonObject(item) ? rewrite(item) : item)) };
}
