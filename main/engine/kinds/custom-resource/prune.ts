// Models apiextensions-apiserver's pkg/apiserver/schema/{pruning,defaulting} (v1.35): custom objects hold what their
// schema knows, and what it says they hold without being told.
import type { JSONSchemaProps } from '../../api/generated/types.ts';
import { copyJson, isJsonObject } from '../../kernel/json.ts';

/** A copy of `value` with known fields only; the paths of the others are added to `unknown`. */
export function prune(schema: JSONSchemaProps, value: unknown, path: string, unknown: string[]): unknown {
  if (Array.isArray(value)) {
    const items = asSchema(schema.items);
    return items ? value.map((item, index) => prune(items, item, `${path}[${String(index)}]`, unknown)) : value;
  }
  if (!isJsonObject(value)) return value;
  const kept: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) {
    const place = path === '' ? key : `${path}.${key}`;
    const known = knownAt(schema, key, path);
    if (known) kept[key] = prune(known, value[key], place, unknown);
    else if (schema['x-kubernetes-preserve-unknown-fields']) kept[key] = value[key];
    else unknown.push(place);
  }
  return kept;
}

const ANYTHING: JSONSchemaProps = { 'x-kubernetes-preserve-unknown-fields': true };

/** The schema of a field; undefined when it is unknown. Objects always have a version and a kind. */
function knownAt(schema: JSONSchemaProps, key: string, path: string): JSONSchemaProps | undefined {
  const property = schema.properties?.[key];
  if (property) return property;
  if (path === '' && (key === 'apiVersion' || key === 'kind' || key === 'metadata')) return ANYTHING;
  const additional = schema.additionalProperties;
  return additional === true ? ANYTHING : asSchema(additional);
}

/** A copy of `value` with the defaults of its schema. */
export function fillDefaults(schema: JSONSchemaProps, value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = asSchema(schema.items);
    return items ? value.map((item) => fillDefaults(items, item)) : value;
  }
  if (!isJsonObject(value)) return value;
  const filled: Record<string, unknown> = { ...value };
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    const missing = filled[key] === undefined || (filled[key] === null && !property.nullable);
    if (missing && property.default !== undefined) filled[key] = copyJson(property.default);
    if (filled[key] !== undefined) filled[key] = fillDefaults(property, filled[key]);
  }
  const others = asSchema(schema.additionalProperties);
  if (others) for (const key of Object.keys(value)) filled[key] = fillDefaults(others, filled[key]);
  return filled;
}

export function asSchema(value: unknown): JSONSchemaProps | undefined {
  // The API's own decoder knows no more of these fields than that they are JSON.
  return isJsonObject(value) ? value : undefined;
}
