// Models apiextensions-apiserver's pkg/apiserver/schema/cel/validation.go (v1.35): objects against the rules of their
// schema. Costs are not counted.
import { Optional } from '@marcbachmann/cel-js';
import type { JSONSchemaProps } from '../../../api/generated/types.ts';
import type { FieldError } from '../../../api/status.ts';
import { isJsonObject, jsonEqual } from '../../../kernel/json.ts';
import { duplicate, forbidden, invalid, required } from '../../faults.ts';
import { correlatedField, correlatedItem } from '../schema/correlation.ts';
import { asSchema, byName, type Schema } from '../schema/schema.ts';
import { type CompiledRule, compileRule, failureText } from './compile.ts';
import { celValue } from './values.ts';

/** The rules of a schema and of those within it. */
export interface RuleTree {
  readonly schema: Schema;
  readonly rules: readonly CompiledRule[];
  readonly properties: ReadonlyMap<string, RuleTree>;
  readonly others: RuleTree | undefined;
  readonly items: RuleTree | undefined;
}

const text: JSONSchemaProps = { type: 'string' };
/** What rules see of the fields that every object has. */
const everyObject: Readonly<Record<string, JSONSchemaProps>> = {
  apiVersion: text,
  kind: text,
  metadata: { type: 'object', properties: { name: text, generateName: text } },
};

/** The rules of a schema of whole objects; undefined where it has none. */
export const ruleTreeOfObjects = (schema: Schema): RuleTree | undefined => ruleTree(ofObjects(schema));

/** The schema of objects as rules see them. */
export const ofObjects = (schema: Schema): Schema => ({
  ...schema,
  properties: { ...schema.properties, ...everyObject },
});

function ruleTree(given: Schema): RuleTree | undefined {
  const schema = given['x-kubernetes-embedded-resource'] ? ofObjects(given) : given;
  const rules = (schema['x-kubernetes-validations'] ?? []).map(compileRule).filter((rule) => rule !== undefined);
  const properties = byName(schema.properties).flatMap(([key, property]): [string, RuleTree][] => {
    const tree = ruleTree(property);
    return tree ? [[key, tree]] : [];
  });
  const [others, items] = [schema.additionalProperties, schema.items].map((held) => {
    const within = asSchema(held);
    return within && ruleTree(within);
  });
  const isEmpty = rules.length === 0 && properties.length === 0 && !others && !items;
  return isEmpty ? undefined : { schema, rules, properties: new Map(properties), others, items };
}

/** What of a value breaks rules; `previous` is what it was, undefined where it was not there. */
export function faultsByRules(tree: RuleTree, value: unknown, previous: unknown, path: string): FieldError[] {
  if (value === null || value === undefined) return [];
  const { schema, properties, others, items } = tree;
  const own = ownFaults(tree, value, previous ?? undefined, path);
  if (Array.isArray(value)) {
    if (!items) return own;
    const inside = value.flatMap((item: unknown, index) =>
      faultsByRules(items, item, correlatedItem(schema, previous, item), `${path}[${String(index)}]`),
    );
    return [...own, ...inside];
  }
  if (!isJsonObject(value)) return own;
  const inside = Object.keys(value).flatMap((key) => {
    const property = properties.get(key);
    const old = correlatedField(previous, key);
    if (property) return faultsByRules(property, value[key], old, path === '' ? key : `${path}.${key}`);
    return others && !schema.properties?.[key] ? faultsByRules(others, value[key], old, `${path}[${key}]`) : [];
  });
  return [...own, ...inside];
}

function ownFaults({ schema, rules }: RuleTree, value: unknown, previous: unknown, path: string): FieldError[] {
  if (rules.length === 0) return [];
  const self = celValue(schema, value);
  const oldSelf = previous === undefined ? undefined : celValue(schema, previous);
  const unchanged = previous !== undefined && jsonEqual(value, previous);
  return rules.flatMap((rule) => {
    const optional = rule.rule.optionalOldSelf ?? false;
    if (rule.usesOldSelf && oldSelf === undefined && !optional) return [];
    const old = optional ? (oldSelf === undefined ? Optional.none() : Optional.of(oldSelf)) : oldSelf;
    const fault = faultOf(rule, schema, value, { self, oldSelf: old }, path);
    return fault && (rule.usesOldSelf || !unchanged) ? [fault] : [];
  });
}

interface Names {
  readonly self: unknown;
  readonly oldSelf: unknown;
}

function faultOf(
  rule: CompiledRule,
  schema: Schema,
  value: unknown,
  names: Names,
  path: string,
): FieldError | undefined {
  const place = path === '' ? '<nil>' : path;
  try {
    if (rule.program(names) === true) return undefined;
  } catch (error) {
    return invalid(place, schema.type ?? '', `${failureText(error)} evaluating rule: ${titleOf(rule)}`);
  }
  const { fieldPath = '', reason } = rule.rule;
  const field = fieldPath === '' ? place : path === '' ? fieldPath.slice(1) : `${path}${fieldPath}`;
  const message = messageOf(rule, names) ?? defaultMessage(rule);
  switch (reason) {
    case 'FieldValueForbidden':
      return forbidden(field, message);
    case 'FieldValueRequired':
      return required(field, message);
    case 'FieldValueDuplicate':
      return isCompound(schema) ? { field, reason, message: 'Duplicate value' } : duplicate(field, value);
    default:
      return isCompound(schema)
        ? { field, reason: 'FieldValueInvalid', message: `Invalid value: ${message}` }
        : invalid(field, value, message);
  }
}

/** Objects and lists are not shown. */
const isCompound = ({ type }: Schema): boolean => type === 'object' || type === 'array';

/** What the rule's own expression says of the failure; undefined when that says nothing that can be shown. */
function messageOf({ message }: CompiledRule, names: Names): string | undefined {
  if (!message) return undefined;
  try {
    const text: unknown = message(names);
    const trimmed = typeof text === 'string' ? text.trim() : '';
    return trimmed === '' || trimmed.includes('\n') ? undefined : trimmed;
  } catch (error) {
    failureText(error);
    return undefined;
  }
}

function titleOf({ rule: { message = '', rule = '' } }: CompiledRule): string {
  return message === '' ? rule.trim() : message.trim();
}

const defaultMessage = (rule: CompiledRule): string =>
  rule.rule.message === undefined || rule.rule.message === '' ? `failed rule: ${titleOf(rule)}` : titleOf(rule);
