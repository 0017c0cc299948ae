// Models apiserver's pkg/cel/common/values.go (v1.35): JSON as the values of CEL that its schema makes of it.
import { isJsonObject } from '../../../kernel/json.ts';
import { asSchema, type Schema } from '../schema/schema.ts';
import { environment } from './environment.ts';
import { celName } from './names.ts';

/** The value that rules see; fields that the schema does not know they do not see. */
export function celValue(schema: Schema, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) {
    const items = asSchema(schema.items) ?? {};
    return value.map((item) => celValue(items, item));
  }
  if (isJsonObject(value)) return celMap(schema, value);
  if (typeof value === 'number') return Number.isInteger(value) && schema.type !== 'number' ? BigInt(value) : value;
  return typeof value === 'string' ? celText(schema, value) : value;
}

function celMap(schema: Schema, value: Readonly<Record<string, unknown>>): object {
  const others = asSchema(schema.additionalProperties);
  const keeps = schema['x-kubernetes-preserve-unknown-fields'] || Object.keys(schema).length === 0;
  const seen: Record<string, unknown> = {};
  for (const [key, child] of Object.entries(value)) {
    const property = schema.properties?.[key];
    const name = property ? celName(key) : key;
    const of = property ?? others ?? (keeps ? {} : undefined);
    if (name !== undefined && of && child !== undefined) seen[name] = celValue(of, child);
  }
  return seen;
}

const time = environment.clone().registerVariable('text', 'string');
const asTimestamp = time.parse('timestamp(text)');
const asDuration = time.parse('duration(text)');

/** Texts in the formats of times are times. */
function celText({ format }: Schema, text: string): unknown {
  const convert = format === 'date-time' ? asTimestamp : format === 'duration' ? asDuration : undefined;
  if (!convert) return text;
  try {
    return convert({ text }) as unknown;
  } catch {
    // What is no time is refused by its format.
    return text;
  }
}
