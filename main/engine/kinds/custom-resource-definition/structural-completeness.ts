// Models apiextensions-apiserver's pkg/apiserver/schema/complete.go (v1.35): what is reasoned about below allOf, anyOf, oneOf
// and not is known beside.
import type { FieldError } from '../../api/status.ts';
import { asSchema, byName, type Schema } from '../custom-resource/schema/schema.ts';
import { required } from '../faults.ts';

export const completenessFaults = (schema: Schema, path: string): FieldError[] =>
  ofJunctors(schema, schema, path, path);

/** `known` at `path` is the structural part; `value` at `valuePath` reasons about it. */
function ofJunctors(value: Schema, known: Schema, path: string, valuePath: string): FieldError[] {
  const { not, allOf = [], anyOf = [], oneOf = [] } = value;
  const each = (key: string, schemas: readonly Schema[]) =>
    schemas.flatMap((schema, index) => ofNested(schema, known, path, `${valuePath}.${key}[${String(index)}]`));
  return [
    ...(not ? ofNested(not, known, path, `${valuePath}.not`) : []),
    ...each('allOf', allOf),
    ...each('anyOf', anyOf),
    ...each('oneOf', oneOf),
  ];
}

function ofNested(value: Schema, known: Schema | undefined, path: string, valuePath: string): FieldError[] {
  if (!known) return [required(path, `because it is defined in ${valuePath}`)];
  const items = asSchema(value.items);
  return [
    ...ofJunctors(value, known, path, valuePath),
    ...(items ? ofNested(items, asSchema(known.items), `${path}.items`, `${valuePath}.items`) : []),
    ...byName(value.properties).flatMap(([key, property]) => {
      const place = `.properties[${key}]`;
      return ofNested(property, known.properties?.[key], `${path}${place}`, `${valuePath}${place}`);
    }),
  ];
}
