// Models kube-openapi's pkg/validation/validate/type.go (v1.35): whether a value is of the type of its schema.
import type { FieldError } from '../../../api/status.ts';
import { type Result, faulty } from './result.ts';
import type { Schema } from './schema.ts';

/** The types that a schema allows; none where it does not say. */
export function typesOf({ type, 'x-kubernetes-int-or-string': either }: Schema): readonly string[] {
  if (either) return ['integer', 'string'];
  return type === undefined || type === '' ? [] : [type];
}

/** Checks the type of a value; undefined where the schema says nothing of it. */
export function checkType(
  schema: Schema,
  value: unknown,
  path: string,
  format: string | undefined,
): Result | undefined {
  const wanted = typesOf(schema);
  if (wanted.length === 0 && format === undefined) return undefined;
  const type = typeName(value);
  if (type === 'null') {
    return wanted.length > 0 && !schema.nullable
      ? faulty(illTyped(path, wanted.join(','), type))
      : { errors: [], matches: 1 };
  }
  const fits = wanted.includes(type) || (type === 'integer' && wanted.includes('number'));
  const numeric = wanted.includes('number') || wanted.includes('integer');
  if (format !== undefined && !fits && type !== 'string' && type !== 'array') {
    return faulty(illTyped(path, format, goFormat(value)));
  }
  // What has a format is looked at by the rule of the format.
  const judged = format !== undefined && !numeric && (type === 'string' || type === 'array');
  return fits || judged ? { errors: [], matches: 1 } : faulty(illTyped(path, wanted.join(','), type));
}

/** A value of a wrong type or format; `found` is its type, or the text itself. */
export function illTyped(path: string, wanted: string, found: string): FieldError {
  const said = JSON.stringify(found);
  const detail = `${path} in body must be of type ${wanted}${found === '' ? '' : `: ${said}`}`;
  return { field: path, reason: 'FieldValueTypeInvalid', message: `Invalid value: ${said}: ${detail}` };
}

/** What JSON Schema calls the type of a value. */
function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

/** The format that Go's type of a value stands for. */
function goFormat(value: unknown): string {
  if (typeof value !== 'number') return '';
  return Number.isInteger(value) ? 'int64' : 'float64';
}
