// Models the Schema of gnostic's openapiv2/OpenAPIv2.proto: schemas of OpenAPI v3 as those of v2, in protocol buffers.
import type { Buffer } from 'node:buffer';
import { isJsonObject } from '../../engine/kernel/json.ts';
import { field, message } from '../protobuf/write.ts';
import type { Schema } from './schemas.ts';

const FIELD = {
  ...{ ref: 1, format: 2, description: 4, required: 19, enum: 20, additionalProperties: 21, type: 22, items: 23 },
  ...{ properties: 25, vendorExtension: 31 },
} as const;
/** Of `NamedSchema` and `NamedAny`. */
const NAME = 1;
const VALUE = 2;
/** Of `Any`: what it is, as YAML. */
const YAML = 2;
const V3_ROOT = '#/components/schemas/';
const V2_ROOT = '#/definitions/';

/** Schemas by their names, as the `definitions` of a document. */
export const definitionsOf = (schemas: Readonly<Record<string, Schema>>): Buffer =>
  message(...Object.entries(schemas).map(([name, schema]) => field(1, named(name, gnosticSchema(schema)))));

const named = (name: string, value: Buffer): Buffer => message(field(NAME, name), field(VALUE, value));

function gnosticSchema(schema: Schema): Buffer {
  const { format, description, required, additionalProperties, items, properties } = schema;
  const ref = refOf(schema);
  const type = typeOf(schema);
  return message(
    ...(ref === undefined ? [] : [field(FIELD.ref, ref)]),
    ...(typeof format === 'string' ? [field(FIELD.format, format)] : []),
    ...(typeof description === 'string' ? [field(FIELD.description, description)] : []),
    ...(Array.isArray(required) ? required.map((name) => field(FIELD.required, String(name))) : []),
    ...(isJsonObject(additionalProperties)
      ? [field(FIELD.additionalProperties, field(1, gnosticSchema(additionalProperties)))]
      : []),
    ...(type === undefined ? [] : [field(FIELD.type, field(1, type))]),
    ...(isJsonObject(items) ? [field(FIELD.items, field(1, gnosticSchema(items)))] : []),
    ...(isJsonObject(properties) ? [field(FIELD.properties, definitionsOf(schemasIn(properties)))] : []),
    ...extensionsOf(schema),
  );
}

/** What is only a reference in v2 stands alone in a list in v3, so that something can be said of it. */
function refOf({ $ref, allOf }: Schema): string | undefined {
  const ref: unknown = Array.isArray(allOf) && isJsonObject(allOf[0]) ? allOf[0]['$ref'] : $ref;
  return typeof ref === 'string' ? ref.replace(V3_ROOT, V2_ROOT) : undefined;
}

/** v2 knows no choice of types: texts hold all of them. */
function typeOf({ type, oneOf }: Schema): string | undefined {
  if (typeof type === 'string') return type;
  return oneOf === undefined ? undefined : 'string';
}

const schemasIn = (properties: Readonly<Record<string, unknown>>): Record<string, Schema> =>
  Object.fromEntries(Object.entries(properties).filter((entry): entry is [string, Schema] => isJsonObject(entry[1])));

function extensionsOf(schema: Schema): readonly Buffer[] {
  const extensions = Object.entries(schema).filter(([name]) => name.startsWith('x-kubernetes-'));
  return extensions.map(([name, value]) =>
    // JSON is YAML.
    field(FIELD.vendorExtension, named(name, field(YAML, JSON.stringify(value)))),
  );
}
