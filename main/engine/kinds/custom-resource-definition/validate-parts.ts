// Models ValidateCustomResourceDefinitionSubresources, ValidateCustomResourceColumnDefinition and
// ValidateCustomResourceSelectableFields in
// staging/src/k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/validation/validation.go (v1.35).
import type {
  CustomResourceColumnDefinition,
  CustomResourceSubresources,
  SelectableField,
} from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { tooMany } from '../custom-resource/schema/values.ts';
import { duplicate, invalid, required } from '../faults.ts';
import type { Written } from '../written.ts';
import type { Schema } from '../custom-resource/schema/schema.ts';

export function validateSubresources({ scale }: Written<CustomResourceSubresources>, path: string): FieldError[] {
  if (!scale) return [];
  const { specReplicasPath = '', statusReplicasPath = '', labelSelectorPath = '' } = scale;
  return [
    ...scalePathFaults(`${path}.scale.specReplicasPath`, specReplicasPath, ['.spec']),
    ...scalePathFaults(`${path}.scale.statusReplicasPath`, statusReplicasPath, ['.status']),
    ...(labelSelectorPath === ''
      ? []
      : scalePathFaults(`${path}.scale.labelSelectorPath`, labelSelectorPath, ['.spec', '.status'])),
  ];
}

function scalePathFaults(field: string, path: string, roots: readonly string[]): FieldError[] {
  if (path === '') return [required(field)];
  const faults = simplePathFaults(field, path);
  if (faults.length > 0 || roots.some((root) => path.startsWith(`${root}.`))) return faults;
  const where = roots.length === 1 ? `under ${roots.join('')}` : `under either ${roots.join(' or ')}`;
  return [invalid(field, path, `should be a json path ${where}`)];
}

const simplePathFaults = (field: string, path: string): FieldError[] =>
  path.startsWith('.') ? [] : [invalid(field, path, 'must be a simple json path starting with .')];

const columnTypes = ['boolean', 'date', 'integer', 'number', 'string'];
const columnFormats = ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password'];

export function validateColumns(
  columns: readonly Written<CustomResourceColumnDefinition>[],
  path: string,
): FieldError[] {
  return columns.flatMap(({ name = '', type = '', format = '', jsonPath = '' }, index) => {
    const place = `${path}[${String(index)}]`;
    const ofTypes = `must be one of ${columnTypes.join(',')}`;
    return [
      ...(name === '' ? [required(`${place}.name`)] : []),
      ...(type === '' ? [required(`${place}.type`, ofTypes)] : []),
      ...(type === '' || columnTypes.includes(type) ? [] : [invalid(`${place}.type`, type, ofTypes)]),
      ...(format === '' || columnFormats.includes(format)
        ? []
        : [invalid(`${place}.format`, format, `must be one of ${columnFormats.join(',')}`)]),
      ...(jsonPath === '' ? [required(`${place}.JSONPath`)] : simplePathFaults(`${place}.JSONPath`, jsonPath)),
    ];
  });
}

const SELECTABLE_MOST = 8;
const selectableTypes = ['string', 'boolean', 'integer'];

export function validateSelectableFields(
  fields: readonly Written<SelectableField>[],
  schema: Schema | undefined,
  path: string,
): FieldError[] {
  const seen = new Set<string>();
  const faults = fields.flatMap(({ jsonPath = '' }, index) => {
    const place = `${path}[${String(index)}].jsonPath`;
    const twice = seen.has(jsonPath);
    seen.add(jsonPath);
    return twice ? [duplicate(place, jsonPath)] : selectableFaults(place, jsonPath, schema ?? {});
  });
  return seen.size > SELECTABLE_MOST ? [...faults, tooMany(path, seen.size, SELECTABLE_MOST)] : faults;
}

function selectableFaults(place: string, path: string, schema: Schema): FieldError[] {
  if (path === '') return [required(place)];
  const keys = path.split('.').slice(1);
  let field: Schema | undefined = schema;
  for (const key of keys) field = field?.properties?.[key];
  const fault = pathFault(path, keys, field);
  return fault === undefined ? [] : [invalid(place, path, fault)];
}

function pathFault(path: string, keys: readonly string[], field: Schema | undefined): string | undefined {
  if (!path.startsWith('.')) return 'is an invalid path: expected [ or . but got: ' + path;
  if (keys[0] === 'metadata') return 'must not point to fields in metadata';
  if (!field) return 'is an invalid path: does not refer to a valid field';
  if (selectableTypes.includes(field.type ?? '')) return undefined;
  return 'must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.';
}
