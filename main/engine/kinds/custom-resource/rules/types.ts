// Models apiserver's pkg/cel/common/schemas.go (v1.35): the types that schemas give the fields of an object, by which rules
// are checked before they are used.
import type { Environment } from '@marcbachmann/cel-js';
import { asSchema, byName, type Schema } from '../schema/schema.ts';
import { celName } from './names.ts';

/** Declares the type of a schema, with those that it needs below `name`, and answers its name. */
export function declareType(environment: Environment, schema: Schema, name: string): string {
  if (schema['x-kubernetes-int-or-string'] || schema['x-kubernetes-preserve-unknown-fields']) return 'dyn';
  switch (schema.type) {
    case 'integer':
      return 'int';
    case 'number':
      return 'double';
    case 'boolean':
      return 'bool';
    case 'string':
      return textType(schema);
    case 'array':
      return `list<${declareType(environment, asSchema(schema.items) ?? {}, `${name}.items`)}>`;
    case 'object':
      return objectType(environment, schema, name);
    default:
      return 'dyn';
  }
}

function textType({ format }: Schema): string {
  if (format === 'date-time') return 'google.protobuf.Timestamp';
  return format === 'duration' ? 'google.protobuf.Duration' : 'string';
}

function objectType(environment: Environment, schema: Schema, name: string): string {
  const others = asSchema(schema.additionalProperties);
  if (others) return `map<string, ${declareType(environment, others, `${name}.values`)}>`;
  const fields = byName(schema.properties).flatMap(([key, property]): [string, string][] => {
    const field = celName(key);
    return field === undefined ? [] : [[field, declareType(environment, property, `${name}.${field}`)]];
  });
  if (fields.length === 0) return 'dyn';
  environment.registerType(name, { fields: Object.fromEntries(fields) });
  return name;
}
