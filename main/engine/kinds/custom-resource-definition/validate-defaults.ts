// Models apiextensions-apiserver's pkg/apiserver/schema/defaulting/validation.go (v1.35): defaults are what their schemas
// allow.
import type { FieldError } from '../../api/status.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { prune } from '../custom-resource/prune.ts';
import { faultsBySchema } from '../custom-resource/schema/check.ts';
import { asSchema, byName, type Schema } from '../custom-resource/schema/schema.ts';
import { invalid } from '../faults.ts';

/** What is wrong with the defaults of a schema; those of maps' values are not looked at. */
export function defaultFaults(schema: Schema, path: string): FieldError[] {
  const items = asSchema(schema.items);
  return [
    ...(schema.default === undefined ? [] : faultsOfDefault(schema, schema.default, `${path}.default`)),
    ...(items ? defaultFaults(items, `${path}.items`) : []),
    ...byName(schema.properties).flatMap(([key, property]) => defaultFaults(property, `${path}.properties[${key}]`)),
  ];
}

function faultsOfDefault(schema: Schema, value: unknown, path: string): FieldError[] {
  const pruned = jsonEqual(prune(schema, value, '', []), value);
  const faults = faultsBySchema(schema, value, '').map((fault) => {
    const isWhole = fault.field === '' || fault.field === '<nil>';
    return { ...fault, field: isWhole ? path : `${path}.${fault.field}` };
  });
  return [...(pruned ? [] : [invalid(path, value, 'must not have unknown fields')]), ...faults];
}
