// Models structured-merge-diff's typed/merge.go and typed/remove.go (v6): an applied configuration over what is there, and
// what is taken out again when it is not applied any more.
import { isJsonObject, type JsonObject } from '../kernel/json.ts';
import { type FieldPath, itemElement, parted, shapeOf } from './field-paths.ts';

/** `config` over `live`: atomic values are replaced, everything else is merged. */
export function mergeApplied(model: string, live: JsonObject, config: JsonObject): JsonObject {
  const merged: Record<string, unknown> = { ...live };
  for (const [field, value] of Object.entries(config)) {
    if (value !== undefined && value !== null) merged[field] = mergeField(model, field, live[field], value);
  }
  return merged;
}

function mergeField(model: string, field: string, live: unknown, value: unknown): unknown {
  const shape = shapeOf(model, field, value);
  if (shape.type === 'struct' && isJsonObject(live) && isJsonObject(value))
    return mergeApplied(shape.model, live, value);
  if (shape.type === 'map' && isJsonObject(live) && isJsonObject(value)) return { ...live, ...value };
  if (!Array.isArray(live) || !Array.isArray(value)) return value;
  if (shape.type === 'set') return [...new Set<unknown>([...(live as unknown[]), ...(value as unknown[])])];
  if (shape.type !== 'list') return value;
  const wanted = new Map(value.filter(isJsonObject).map((item) => [itemElement(item, shape.keys), item]));
  const kept = live.filter(isJsonObject).map((item) => {
    const config = wanted.get(itemElement(item, shape.keys));
    wanted.delete(itemElement(item, shape.keys));
    return config ? mergeApplied(shape.model, item, config) : item;
  });
  return [...kept, ...wanted.values()];
}

/** A copy of `object` without the fields that the paths name. */
export function withoutPaths(object: JsonObject, paths: readonly string[]): JsonObject {
  return paths.reduce<JsonObject>((rest, path) => withoutPath(rest, parted(path)) as JsonObject, object);
}

function withoutPath(value: unknown, [element = '', ...rest]: FieldPath): unknown {
  const whole = rest.length === 0 || (rest.length === 1 && rest[0] === '.');
  if (Array.isArray(value)) return withoutItem(value, element, rest, whole);
  const field = element.slice(2);
  if (!isJsonObject(value) || !element.startsWith('f:') || !(field in value)) return value;
  const { [field]: child, ...others } = value;
  if (whole && rest.length === 0) return others;
  if (whole) return value;
  return { ...others, [field]: withoutPath(child, rest) };
}

function withoutItem(items: readonly unknown[], element: string, rest: FieldPath, whole: boolean): unknown[] {
  const named = (item: unknown): boolean => {
    if (element.startsWith('v:')) return JSON.stringify(item) === element.slice(2);
    if (!isJsonObject(item) || !element.startsWith('k:')) return false;
    return itemElement(item, Object.keys(JSON.parse(element.slice(2)) as object)) === element;
  };
  if (whole) return items.filter((item) => !named(item));
  return items.map((item) => (named(item) ? withoutPath(item, rest) : item));
}
