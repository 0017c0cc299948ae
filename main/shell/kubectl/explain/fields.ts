// The fields of models and what is said of them, for `kubectl explain`: generated from the official JavaScript client.
import tables from '../../../engine/api/generated/schema.json';
import descriptions from './generated/descriptions.json';
import { enumsOf } from './enums.ts';

const models: Readonly<Record<string, Readonly<Record<string, string>>>> = tables;
const texts: Readonly<Record<string, Readonly<Record<string, string>>>> = descriptions;

export interface Field {
  readonly name: string;
  /** As kubectl shows it: `Probe`, `[]Container`, `map[string]string`, `integer`. */
  readonly type: string;
  /** The model of the value, or of what is in the list or map; undefined for plain values. */
  readonly model: string | undefined;
  readonly required: boolean;
  /** Empty when nothing is known. */
  readonly description: string;
  readonly values: readonly string[];
}

/** The fields of a model in order. */
export function fieldsOf(model: string): readonly Field[] {
  const types = models[model] ?? {};
  return Object.keys(types)
    .sort()
    .map((name) => fieldOf(model, name, types[name] ?? ''));
}

/** What is said of the model itself. */
export const descriptionOf = (model: string): string => texts[model]?.[''] ?? '';

function fieldOf(model: string, name: string, marked: string): Field {
  const type = marked.replace(/!$/, '');
  const inner = type.replace(/^[[{]+/, '').replace(/[\]}]+$/, '');
  const own = Object.hasOwn(models, inner) ? inner : undefined;
  return {
    name,
    type: typeText(type),
    model: own,
    required: marked.endsWith('!') && !ALWAYS_OPTIONAL.includes(name),
    description: texts[model]?.[name] ?? (own === undefined ? '' : descriptionOf(own)),
    values: enumsOf(model, name),
  };
}

/** The client calls them required where it leaves them out of bodies. */
const ALWAYS_OPTIONAL = ['apiVersion', 'kind'];

const plainTypes: Readonly<Record<string, string>> = {
  int32: 'integer',
  int64: 'integer',
  double: 'number',
  bytes: 'string',
  quantity: 'Quantity',
  time: 'Time',
  intOrString: 'IntOrString',
  any: 'Object',
};

function typeText(type: string): string {
  if (type.startsWith('[')) return `[]${typeText(type.slice(1, -1))}`;
  if (type.startsWith('{')) return `map[string]${typeText(type.slice(1, -1))}`;
  return plainTypes[type] ?? type.replace(/^(V2|RbacV1|ApiextensionsV1)(?=[A-Z])/, '');
}
