// Models kube-openapi's pkg/validation/validate/schema.go and apiextensions-apiserver's
// pkg/apiserver/validation/ratcheting.go (v1.35): a value against its schema.
import type { FieldError } from '../../../api/status.ts';
import { isJsonObject, type JsonObject, jsonEqual } from '../../../kernel/json.ts';
import { invalid, required } from '../../faults.ts';
import { checkCombinations } from './combinations.ts';
import { checkFormat, formatOf } from './formats.ts';
import { correlatedField, correlatedItem } from './correlation.ts';
import { type Result, merged } from './result.ts';
import { asSchema, type Schema } from './schema.ts';
import { checkType } from './types.ts';
import { checkEnum, checkNumber, checkText, tooMany } from './values.ts';

/**
 * What is wrong with a value at `path`. What has not changed since `previous`, which is undefined on creation, is let
 * through as it is.
 */
export const faultsBySchema = (
  schema: Schema,
  value: unknown,
  path: string,
  previous?: unknown,
): readonly FieldError[] => check(schema, value, path, previous).errors;

function check(schema: Schema, value: unknown, path: string, previous: unknown): Result {
  const parts = partsOf(schema, value, path, previous);
  const result = merged(parts, parts.length + 1);
  const unchanged = result.errors.length > 0 && previous !== undefined && jsonEqual(previous, value);
  return unchanged ? { ...result, errors: [] } : result;
}

function partsOf(schema: Schema, value: unknown, path: string, previous: unknown): Result[] {
  const format = formatOf(schema);
  const type = checkType(schema, value, path, format);
  const parts = type ? [type] : [];
  if (value === null) return [...parts, checkEnum(schema, value, path)];
  parts.push(checkCombinations(schema, path, (each) => check(each, value, path, undefined)));
  if (typeof value === 'string') parts.push(checkText(schema, value, path));
  if (typeof value === 'string' && format !== undefined) parts.push(checkFormat(format, value, path));
  if (typeof value === 'number') parts.push(checkNumber(schema, value, path));
  if (Array.isArray(value)) parts.push(checkList(schema, value, path, previous));
  parts.push(checkEnum(schema, value, path));
  if (isJsonObject(value)) parts.push(checkObject(schema, value, path, previous));
  return parts;
}

function checkList(schema: Schema, value: readonly unknown[], path: string, previous: unknown): Result {
  const { minItems = 0, maxItems = Infinity } = schema;
  const items = asSchema(schema.items);
  const checkItem = (item: unknown, index: number, of: Schema) =>
    check(of, item, `${path}[${String(index)}]`, correlatedItem(schema, previous, item));
  const results = items ? value.map((item, index) => checkItem(item, index, items)) : [];
  const errors: FieldError[] = [];
  if (value.length < minItems) {
    errors.push(invalid(path, value.length, `${path} in body should have at least ${String(minItems)} items`));
  }
  if (value.length > maxItems) errors.push(tooMany(path, value.length, maxItems));
  return merged([...results, { errors, matches: 1 }]);
}

function checkObject(schema: Schema, value: JsonObject, path: string, previous: unknown): Result {
  const at = (key: string) => (path === '' ? key : `${path}.${key}`);
  const others = asSchema(schema.additionalProperties);
  const checkField = (key: string, of: Schema) => check(of, value[key], at(key), correlatedField(previous, key));
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  const results = keys.flatMap((key) => {
    const property = schema.properties?.[key] ?? others;
    return property ? [checkField(key, property)] : [];
  });
  const missing = (schema.required ?? []).filter((key) => value[key] === undefined).map((key) => required(at(key)));
  return merged([
    { errors: sizeFaults(schema, keys.length, path), matches: 0 },
    ...results,
    { errors: [...forbiddenFields(schema, keys, path), ...missing], matches: 0 },
  ]);
}

function sizeFaults(
  { minProperties = 0, maxProperties = Infinity }: Schema,
  count: number,
  path: string,
): FieldError[] {
  if (count > maxProperties) return [tooMany(path, count, maxProperties)];
  if (count >= minProperties) return [];
  return [invalid(path, count, `${path} in body should have at least ${String(minProperties)} properties`)];
}

/** Fields beside those that a closed schema names. */
function forbiddenFields(schema: Schema, keys: readonly string[], path: string): FieldError[] {
  if (schema.additionalProperties !== false) return [];
  const unknown = keys.filter((key) => schema.properties?.[key] === undefined);
  return unknown.map((key) => invalid(path, key, `${path}.${key} in body is a forbidden property`));
}
