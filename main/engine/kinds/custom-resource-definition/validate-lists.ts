// Models the rules of x-kubernetes-list-type and x-kubernetes-map-type in
// staging/src/k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/validation/validation.go (v1.35).
import type { FieldError } from '../../api/status.ts';
import { asSchema, type Schema } from '../custom-resource/schema/schema.ts';
import { forbidden, invalid, required, unsupported } from '../faults.ts';

/** What is wrong with what a schema says of how its lists and maps are merged. */
export function listFaults(schema: Schema, path: string): FieldError[] {
  const mapType = schema['x-kubernetes-map-type'];
  const listType = schema['x-kubernetes-list-type'];
  return [
    ...(mapType === undefined ? [] : kindOfType(schema, path, 'x-kubernetes-map-type', 'object')),
    ...supported(`${path}.x-kubernetes-map-type`, mapType, ['atomic', 'granular']),
    ...(listType === undefined ? [] : kindOfType(schema, path, 'x-kubernetes-list-type', 'array')),
    ...(listType === 'set' && schema.type === 'array' ? faultsOfSet(schema, path) : []),
    ...supported(`${path}.x-kubernetes-list-type`, listType, ['atomic', 'set', 'map']),
    ...keysWithoutMap(schema, path),
    ...(listType === 'map' ? faultsOfMap(schema, path) : []),
    ...nullableItems(schema, path),
  ];
}

function kindOfType({ type = '' }: Schema, path: string, extension: string, wanted: string): FieldError[] {
  if (type === wanted) return [];
  const why = `must be ${wanted} if ${extension} is specified`;
  return [type === '' ? required(`${path}.type`, why) : invalid(`${path}.type`, type, why)];
}

const supported = (field: string, value: string | undefined, values: readonly string[]): FieldError[] =>
  value === undefined || values.includes(value) ? [] : [unsupported(field, value, values)];

function faultsOfSet(schema: Schema, path: string): FieldError[] {
  const items = asSchema(schema.items) ?? {};
  const why = 'must be atomic as item of a list with x-kubernetes-list-type=set';
  const { 'x-kubernetes-list-type': list = 'atomic', 'x-kubernetes-map-type': map } = items;
  if (items.type === 'array' && list !== 'atomic') return [invalid(`${path}.items.x-kubernetes-list-type`, list, why)];
  if (items.type !== 'object' || map === 'atomic') return [];
  return [invalid(`${path}.items.x-kubernetes-map-type`, null, why)];
}

function keysWithoutMap(schema: Schema, path: string): FieldError[] {
  const { 'x-kubernetes-list-map-keys': keys = [], 'x-kubernetes-list-type': type } = schema;
  if (keys.length === 0 || type === 'map') return [];
  const why = 'must be map if x-kubernetes-list-map-keys is non-empty';
  const place = `${path}.x-kubernetes-list-type`;
  return [type === undefined ? required(place, why) : invalid(place, type, why)];
}

function faultsOfMap(schema: Schema, path: string): FieldError[] {
  const { 'x-kubernetes-list-map-keys': keys = [] } = schema;
  const items = asSchema(schema.items);
  const noKeys = required(`${path}.x-kubernetes-list-map-keys`, 'must not be empty if x-kubernetes-list-type is map');
  const faults = keys.length === 0 ? [noKeys] : [];
  if (!items) return [...faults, required(`${path}.items`, 'must have a schema if x-kubernetes-list-type is map')];
  if (items.type !== 'object') {
    const why = "must be object if parent array's x-kubernetes-list-type is map";
    return [...faults, invalid(`${path}.items.type`, items.type ?? '', why)];
  }
  return [...faults, ...keys.flatMap((_, index) => faultsOfKey(items, keys, index, path))];
}

function faultsOfKey(items: Schema, keys: readonly string[], index: number, path: string): FieldError[] {
  const key = keys[index] ?? '';
  const property = items.properties?.[key];
  const all = `${path}.x-kubernetes-list-map-keys`;
  const faults: FieldError[] = [];
  if (!property) faults.push(invalid(all, keys, 'entries must all be names of item properties'));
  else faults.push(...faultsOfKeyField(property, items, key, `${path}.items.properties[${key}]`));
  if (keys.indexOf(key) < index) faults.push(invalid(all, keys, 'must not contain duplicate entries'));
  return faults;
}

function faultsOfKeyField(property: Schema, items: Schema, key: string, path: string): FieldError[] {
  const compound = property.type === 'array' || property.type === 'object';
  const mayMiss = !(items.required ?? []).includes(key) && property.default === undefined;
  const scalar = "must be a scalar type if parent array's x-kubernetes-list-type is map";
  const listed = 'this property is in x-kubernetes-list-map-keys, so it';
  return [
    ...(compound ? [invalid(`${path}.type`, items.type, scalar)] : []),
    ...(mayMiss ? [required(`${path}.default`, `${listed} must have a default or be a required property`)] : []),
    ...(property.nullable ? [forbidden(`${path}.nullable`, `${listed} cannot be nullable`)] : []),
  ];
}

function nullableItems(schema: Schema, path: string): FieldError[] {
  const type = schema['x-kubernetes-list-type'];
  if ((type !== 'set' && type !== 'map') || !asSchema(schema.items)?.nullable) return [];
  return [forbidden(`${path}.items.nullable`, `cannot be nullable when x-kubernetes-list-type is ${type}`)];
}
