// Models ValidateCustomResourceDefinitionOpenAPISchema in
// staging/src/k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/validation/validation.go (v1.35).
import type { FieldError } from '../../api/status.ts';
import { asSchema, byName, type Schema } from '../custom-resource/schema/schema.ts';
import { forbidden, invalid, unsupported } from '../faults.ts';
import { listFaults } from './validate-lists.ts';
import { ruleFaults } from './validate-rules.ts';

const types = ['array', 'boolean', 'integer', 'number', 'object', 'string'];
const everyObject = ['metadata', 'kind', 'apiVersion'];

/** Where we are in a schema. */
interface Surroundings {
  readonly isRoot: boolean;
  /** Within `apiVersion`, `kind` or `metadata`. */
  readonly insideMeta: boolean;
  /** Why there may be no defaults; undefined where there may. */
  readonly noDefaults: string | undefined;
}

export const schemaFaults = (schema: Schema, path: string): FieldError[] =>
  faultsOf(schema, path, { isRoot: true, insideMeta: false, noDefaults: undefined });

function faultsOf(schema: Schema, path: string, around: Surroundings): FieldError[] {
  const inside = { ...around, isRoot: false };
  return [
    ...unsupportedParts(schema, path, around),
    ...(schema.uniqueItems
      ? [
          forbidden(
            `${path}.uniqueItems`,
            'uniqueItems cannot be set to true since the runtime complexity becomes quadratic',
          ),
        ]
      : []),
    ...faultsOfMap(schema, path, inside),
    ...byName(schema.properties).flatMap(([key, property]) =>
      faultsOf(property, `${path}.properties[${key}]`, insideField(schema, key, around)),
    ),
    ...faultsOfJunctors(schema, path, inside),
    ...faultsOfItems(schema, path, inside),
    ...extensionFaults(schema, path),
    ...listFaults(schema, path),
    ...ruleFaults(schema, path),
  ];
}

function insideField(schema: Schema, key: string, around: Surroundings): Surroundings {
  const { isRoot } = around;
  const meta = (isRoot || schema['x-kubernetes-embedded-resource'] === true) && everyObject.includes(key);
  return {
    isRoot: false,
    insideMeta: around.insideMeta || meta,
    noDefaults: meta && isRoot ? `in top-level ${key}` : around.noDefaults,
  };
}

/** What JSON Schema knows and Kubernetes does not take. */
function unsupportedParts(schema: Schema, path: string, { insideMeta, noDefaults }: Surroundings): FieldError[] {
  const { type = '' } = schema;
  const absent = (
    ['id', 'additionalItems', 'patternProperties', 'definitions', 'dependencies', '$ref'] as const
  ).filter((key) => schema[key] !== undefined);
  return [
    ...(type === '' || types.includes(type) ? [] : [unsupported(`${path}.type`, type, types)]),
    ...(schema.default !== undefined && noDefaults !== undefined
      ? [forbidden(`${path}.default`, `must not be set ${noDefaults}`)]
      : []),
    ...absent.map((key) => forbidden(`${path}.${key}`, `${key} is not supported`)),
    ...(type === 'null'
      ? [forbidden(`${path}.type`, 'type cannot be set to null, use nullable as an alternative')]
      : []),
    ...(Array.isArray(schema.items)
      ? [forbidden(`${path}.items`, 'items must be a schema object and not an array')]
      : []),
    ...(insideMeta && schema['x-kubernetes-embedded-resource']
      ? [forbidden(`${path}.x-kubernetes-embedded-resource`, 'must not be used inside of resource meta')]
      : []),
  ];
}

function faultsOfMap(schema: Schema, path: string, around: Surroundings): FieldError[] {
  const { additionalProperties, properties = {} } = schema;
  if (additionalProperties === undefined) return [];
  const others = asSchema(additionalProperties);
  const place = `${path}.additionalProperties`;
  const both = Object.keys(properties).length > 0 && additionalProperties !== true;
  const noDefaults = around.insideMeta ? 'inside additionalProperties applying to object metadata' : around.noDefaults;
  return [
    ...(both ? [forbidden(place, 'additionalProperties and properties are mutual exclusive')] : []),
    ...(others ? faultsOf(others, place, { ...around, noDefaults }) : []),
  ];
}

function faultsOfJunctors(
  { not, allOf = [], oneOf = [], anyOf = [] }: Schema,
  path: string,
  around: Surroundings,
): FieldError[] {
  const each = (key: string, schemas: readonly Schema[]) =>
    schemas.flatMap((schema, index) => faultsOf(schema, `${path}.${key}[${String(index)}]`, around));
  return [
    ...(not ? faultsOf(not, `${path}.not`, around) : []),
    ...each('allOf', allOf),
    ...each('oneOf', oneOf),
    ...each('anyOf', anyOf),
  ];
}

function faultsOfItems(schema: Schema, path: string, around: Surroundings): FieldError[] {
  const items = asSchema(schema.items);
  return items ? faultsOf(items, `${path}.items`, around) : [];
}

function extensionFaults(schema: Schema, path: string): FieldError[] {
  return schema['x-kubernetes-preserve-unknown-fields'] === false
    ? [invalid(`${path}.x-kubernetes-preserve-unknown-fields`, false, 'must be true or undefined')]
    : [];
}
