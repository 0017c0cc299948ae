// Models apiextensions-apiserver's pkg/apiserver/schema/{pruning,defaulting,objectmeta} (v1.35): custom objects hold what
// their schema knows, and what it says they hold without being told.
import { decode } from '../../api/decode.ts';
import { copyJson, isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { asSchema, type Schema } from './schema/schema.ts';

const everyObject = ['apiVersion', 'kind', 'metadata'];

/**
 * A copy of an object with known fields only; the paths of the others are added to `unknown`. What every object has, the
 * caller looks after.
 */
export const pruneObject = (schema: Schema, object: JsonObject, unknown: string[]): JsonObject =>
  pruneMap({ ...schema, 'x-kubernetes-embedded-resource': true }, object, '', unknown);

/** The same of a part of an object. Without a schema nothing is known of what objects hold. */
export function prune(schema: Schema | undefined, value: unknown, path: string, unknown: string[]): unknown {
  if (Array.isArray(value)) {
    const items = asSchema(schema?.items);
    // A list of which all is kept, is kept though its items are not known.
    const keeps = schema?.['x-kubernetes-preserve-unknown-fields'] && !items;
    return keeps ? value : value.map((item, index) => prune(items, item, `${path}[${String(index)}]`, unknown));
  }
  return isJsonObject(value) ? pruneMap(schema ?? {}, value, path, unknown) : value;
}

function pruneMap(schema: Schema, value: JsonObject, path: string, unknown: string[]): JsonObject {
  const kept: Record<string, unknown> = {};
  const others = schema.additionalProperties;
  const isObject = schema['x-kubernetes-embedded-resource'] ?? false;
  for (const key of Object.keys(value).sort()) {
    const place = path === '' ? key : `${path}.${key}`;
    const property = schema.properties?.[key];
    if (isObject && everyObject.includes(key))
      kept[key] = key === 'metadata' ? pruneMetadata(value[key], place, unknown) : value[key];
    else if (property) kept[key] = prune(property, value[key], place, unknown);
    else if (others !== undefined && others !== false) kept[key] = prune(asSchema(others), value[key], place, unknown);
    else if (schema['x-kubernetes-preserve-unknown-fields']) kept[key] = value[key];
    else unknown.push(place);
  }
  return kept;
}

/** The metadata of an object within an object. What cannot be read is left to validation; the root's is read elsewhere. */
function pruneMetadata(metadata: unknown, path: string, unknown: string[]): unknown {
  const read = path !== 'metadata' && isJsonObject(metadata) ? decode('ObjectMeta', metadata) : undefined;
  if (!read?.ok) return metadata;
  unknown.push(...read.strict.map((fault) => fault.replace(/^unknown field "(.*)"$/, `${path}.$1`)));
  return read.object;
}

/** A copy of `value` with the defaults of its schema, and without nulls that may not be. */
export function fillDefaults(schema: Schema | undefined, value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = asSchema(schema?.items);
    return value.map((item) => fillDefaults(items, isForbiddenNull(items, item) ? defaultOf(items) : item));
  }
  if (!isJsonObject(value)) return value;
  const others = asSchema(schema?.additionalProperties);
  const filled: Record<string, unknown> = {};
  for (const [key, child] of Object.entries({ ...defaultsOf(schema, value), ...value })) {
    const of = schema?.properties?.[key] ?? others;
    const settled = isForbiddenNull(of, child) ? defaultOf(of) : child;
    if (settled !== undefined) filled[key] = fillDefaults(of, settled);
  }
  return filled;
}

/** The defaults of fields that are not there. */
function defaultsOf(schema: Schema | undefined, value: JsonObject): JsonObject {
  const properties = Object.entries(schema?.properties ?? {});
  const missing = properties.filter(([key, property]) => value[key] === undefined && property.default !== undefined);
  return Object.fromEntries(missing.map(([key, property]) => [key, defaultOf(property)]));
}

const defaultOf = (schema: Schema | undefined): unknown => copyJson(schema?.default);

const isForbiddenNull = (schema: Schema | undefined, value: unknown): boolean =>
  value === null && schema !== undefined && !schema.nullable;
