// Models apiextensions-apiserver's pkg/apiserver/schema/listtype/validation.go (v1.35): sets hold nothing twice, and maps
// no key twice.
import type { FieldError } from '../../../api/status.ts';
import { isJsonObject, type JsonObject } from '../../../kernel/json.ts';
import { sortKeys } from '../../../api/sort-keys.ts';
import { duplicate, invalid } from '../../faults.ts';
import { asSchema, type Schema } from './schema.ts';

/** What is twice in the lists of a value. */
export function listTypeFaults(schema: Schema, value: unknown, path: string): FieldError[] {
  if (Array.isArray(value)) return faultsOfList(schema, value, path);
  if (!isJsonObject(value)) return [];
  const others = asSchema(schema.additionalProperties);
  return Object.entries(value).flatMap(([key, child]) => {
    const property = schema.properties?.[key];
    if (property) return listTypeFaults(property, child, path === '' ? key : `${path}.${key}`);
    return others ? listTypeFaults(others, child, `${path}[${key}]`) : [];
  });
}

function faultsOfList(schema: Schema, value: readonly unknown[], path: string): FieldError[] {
  const items = asSchema(schema.items);
  const inside = items ? value.flatMap((item, index) => listTypeFaults(items, item, `${path}[${String(index)}]`)) : [];
  switch (schema['x-kubernetes-list-type']) {
    case 'set':
      return [...repeated(value, path), ...inside];
    case 'map':
      return [...faultsOfMap(schema, value, path), ...inside];
    default:
      return inside;
  }
}

function faultsOfMap(schema: Schema, value: readonly unknown[], path: string): FieldError[] {
  const stray = value.findIndex((item) => item !== null && !isJsonObject(item));
  if (stray >= 0) {
    const place = `${path}[${String(stray)}]`;
    return [invalid(place, value[stray], 'must be an object for an array of list-type map')];
  }
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  return repeated(
    value.map((item) => keysOf(item, keys)),
    path,
  );
}

function keysOf(item: unknown, keys: readonly string[]): JsonObject {
  const object = isJsonObject(item) ? item : {};
  return Object.fromEntries(keys.filter((key) => object[key] !== undefined).map((key) => [key, object[key]]));
}

/** The second of what is there twice or more often. */
function repeated(values: readonly unknown[], path: string): FieldError[] {
  const times = new Map<string, number>();
  return values.flatMap((value, index) => {
    const text = JSON.stringify(sortKeys(value));
    const before = times.get(text) ?? 0;
    times.set(text, before + 1);
    return before === 1 ? [duplicate(`${path}[${String(index)}]`, sortKeys(value))] : [];
  });
}
