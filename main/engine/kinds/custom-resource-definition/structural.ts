// Models apiextensions-apiserver's pkg/apiserver/schema/validation.go (v1.35): schemas must say the type of everything that
// they know, and may reason about it beside.
import { compareText } from '../../api/order.ts';
import type { FieldError } from '../../api/status.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { asSchema, byName, type Schema } from '../custom-resource/schema/schema.ts';
import { forbidden, invalid, required } from '../faults.ts';
import { valueFaults } from './structural-values.ts';
import { completenessFaults } from './structural-completeness.ts';

/** Where a schema stands: at the root, for the items of a list, for a field. */
type Level = 'at the root' | 'for specified array items' | 'for specified object fields';

/** Why a schema is not structural, in the order of the texts. */
export function structuralFaults(schema: Schema, path: string): FieldError[] {
  const faults = [...invariants(schema, 'at the root', path), ...completenessFaults(schema, path)];
  const text = ({ field, message }: FieldError) => `${field}: ${message}`;
  return faults.sort((a, b) => compareText(text(a), text(b)));
}

function invariants(schema: Schema, level: Level, path: string): FieldError[] {
  const items = asSchema(schema.items);
  const fields = byName(schema.properties);
  return [
    ...(schema.type === 'array' && !items ? [required(`${path}.items`, 'must be specified')] : []),
    ...(items ? invariants(items, 'for specified array items', `${path}.items`) : []),
    ...fields.flatMap(([key, property]) =>
      invariants(property, 'for specified object fields', `${path}.properties[${key}]`),
    ),
    ...additionalFaults(schema, level, path),
    ...extensionFaults(schema, path),
    ...valueFaults(schema, path, intOrStringIn(schema)),
    ...typeFaults(schema, level, path),
    ...objectFaults(schema, level, path),
  ];
}

function additionalFaults(schema: Schema, level: Level, path: string): FieldError[] {
  if (schema.additionalProperties === undefined) return [];
  const others = asSchema(schema.additionalProperties);
  const place = `${path}.additionalProperties`;
  return [
    ...(level === 'at the root' ? [forbidden(place, 'must not be used at the root')] : []),
    ...(others ? invariants(others, 'for specified object fields', place) : []),
    ...(schema['x-kubernetes-embedded-resource']
      ? [forbidden(place, 'must not be used if x-kubernetes-embedded-resource is set')]
      : []),
  ];
}

function extensionFaults(schema: Schema, path: string): FieldError[] {
  if (!schema['x-kubernetes-int-or-string']) return [];
  const contradicting = ['x-kubernetes-preserve-unknown-fields', 'x-kubernetes-embedded-resource'] as const;
  return contradicting
    .filter((key) => schema[key])
    .map((key) => invalid(`${path}.${key}`, true, 'must be false if x-kubernetes-int-or-string is true'));
}

function typeFaults(schema: Schema, level: Level, path: string): FieldError[] {
  const { type = '' } = schema;
  const place = `${path}.type`;
  if (schema['x-kubernetes-embedded-resource'] && type !== 'object') {
    const why = 'must be object if x-kubernetes-embedded-resource is true';
    return [type === '' ? required(place, why) : invalid(place, type, why)];
  }
  const untyped = schema['x-kubernetes-int-or-string'] || schema['x-kubernetes-preserve-unknown-fields'];
  if (type === '') return untyped ? [] : [required(place, `must not be empty ${level}`)];
  return level === 'at the root' && type !== 'object' ? [invalid(place, type, 'must be object at the root')] : [];
}

/** What schemas of whole objects may say of the fields that every object has. */
function objectFaults(schema: Schema, level: Level, path: string): FieldError[] {
  const { properties = {} } = schema;
  const { metadata } = properties;
  const embedded = schema['x-kubernetes-embedded-resource'] ?? false;
  const isObject = level === 'at the root' || embedded;
  const texts = (['kind', 'apiVersion'] as const).filter((key) => {
    const property = properties[key];
    return isObject && property && property.type !== 'string';
  });
  const empty = embedded && !schema['x-kubernetes-preserve-unknown-fields'] && Object.keys(properties).length === 0;
  const why =
    'must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields';
  return [
    ...texts.map((key) => invalid(`${path}.properties[${key}].type`, properties[key]?.type ?? '', 'must be string')),
    ...(metadata ? metadataFaults(metadata, isObject, level, `${path}.properties[metadata]`) : []),
    ...(empty ? [required(`${path}.properties`, why)] : []),
  ];
}

function metadataFaults(metadata: Schema, isObject: boolean, level: Level, path: string): FieldError[] {
  const { type = '', default: _, properties = {}, ...rest } = metadata;
  const others = Object.keys(properties).filter((key) => key !== 'name' && key !== 'generateName');
  const says = others.length > 0 || Object.keys(rest).length > 0;
  const why = 'must not specify anything other than name and generateName, but metadata is implicitly specified';
  return [
    ...(isObject && type !== 'object' ? [invalid(`${path}.type`, type, 'must be object')] : []),
    ...(level === 'at the root' && says ? [forbidden(path, why)] : []),
  ];
}

const intOrString: readonly Schema[] = [{ type: 'integer' }, { type: 'string' }];

/** Where a schema says in the usual way that it is of an integer or a text, which is let pass. */
function intOrStringIn({ anyOf, allOf }: Schema): 'anyOf' | 'allOf' | undefined {
  if (jsonEqual(anyOf, intOrString)) return 'anyOf';
  return jsonEqual(allOf?.[0]?.anyOf, intOrString) ? 'allOf' : undefined;
}
