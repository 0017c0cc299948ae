// The built-in kinds as `kubectl explain` sees them: from the generated tables of fields, texts and values.
import tables from '../../../engine/api/generated/schema.json';
import type { Described, Field } from './field.ts';
import descriptions from './generated/descriptions.json';
import enums from './generated/enums.json';

const models: Readonly<Record<string, Readonly<Record<string, string>>>> = tables;
const texts: Readonly<Record<string, Readonly<Record<string, string>>>> = descriptions;
const values: Readonly<Record<string, readonly string[]>> = enums;

/** A model by its name in the tables, without what it is the value of. */
export const modelOf = (model: string): Described => ({
  texts: [textOf(model)].filter((text) => text !== ''),
  fields: () => fieldsOf(model),
  model,
});

const textOf = (model: string, field = ''): string => texts[model]?.[field] ?? '';

function fieldsOf(model: string): readonly Field[] {
  const types = models[model] ?? {};
  return Object.keys(types)
    .sort()
    .map((name) => fieldOf(model, name, types[name] ?? ''));
}

function fieldOf(model: string, name: string, marked: string): Field {
  const type = narrowed(`${model}.${name}`, marked.replace(/!$/, ''));
  const inner = type.replace(/^[[{]+/, '').replace(/[\]}]+$/, '');
  const description = textOf(model, name);
  return {
    name,
    type: typeText(type),
    required: marked.endsWith('!') && !ALWAYS_OPTIONAL.includes(name),
    description,
    texts: [description, textOf(inner)].filter((text) => text !== ''),
    values: values[`${model}.${name}`] ?? [],
    fields: () => fieldsOf(inner),
    model: Object.hasOwn(models, inner) ? inner : undefined,
  };
}

/** The client calls them required where it leaves them out of bodies. */
const ALWAYS_OPTIONAL = ['apiVersion', 'kind'];

/** Where the tables are coarser than the API's own types. */
const finerTypes: Readonly<Record<string, string>> = {
  'ControllerRevision.data': 'rawExtension',
  'CoreEventSeries.lastObservedTime': 'microTime',
  'Event.eventTime': 'microTime',
  'LeaseSpec.acquireTime': 'microTime',
  'LeaseSpec.renewTime': 'microTime',
  'ManagedFieldsEntry.fieldsV1': 'fieldsV1',
};

const narrowed = (field: string, type: string): string => finerTypes[field] ?? type;

const plainTypes: Readonly<Record<string, string>> = {
  int32: 'integer',
  int64: 'integer',
  double: 'number',
  bytes: 'string',
  quantity: 'Quantity',
  time: 'string',
  microTime: 'string',
  intOrString: 'IntOrString',
  fieldsV1: 'FieldsV1',
  rawExtension: 'RawExtension',
  any: 'Object',
};

function typeText(type: string): string {
  if (type.startsWith('[')) return `[]${typeText(type.slice(1, -1))}`;
  if (type.startsWith('{')) return `map[string]${typeText(type.slice(1, -1))}`;
  return plainTypes[type] ?? type.replace(/^(V2|RbacV1|ApiextensionsV1|Core|Discovery)(?=[A-Z])/, '');
}
