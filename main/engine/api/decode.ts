// Strict decoding of request bodies. The first value of a wrong type is the error; else all unknown fields together.
// The words are those of Go's encoding/json and of apimachinery's strict decoder, since people search for them.
import { isJsonObject, type JsonObject } from '../kernel/json.ts';
import { fieldType, isModel, itemType } from './schema.ts';

export type Decoded = { readonly ok: true; readonly object: object } | { readonly ok: false; readonly message: string };

class IllTyped extends Error {}

/**
 * Checks `value` against a model of the schema and returns a copy of it that holds known fields only. Fields that are
 * null count as absent.
 */
export function decodeStrictly(model: string, value: JsonObject): Decoded {
  const unknown: string[] = [];
  try {
    const object = decodeModel(model, value, { model, path: [], display: '' }, unknown);
    if (unknown.length === 0) return { ok: true, object };
    return {
      ok: false,
      message: `strict decoding error: ${unknown.map((path) => `unknown field "${path}"`).join(', ')}`,
    };
  } catch (error) {
    if (error instanceof IllTyped) return { ok: false, message: error.message };
    throw error;
  }
}

interface Place {
  /** The Go struct in which we are, and the path of field names to here, both as Go prints them. */
  readonly model: string;
  readonly path: readonly string[];
  /** The path as the strict decoder prints it, with indices. */
  readonly display: string;
}

function decodeModel(model: string, value: JsonObject, place: Place, unknown: string[]): object {
  const decoded: Record<string, unknown> = {};
  // kubectl sends keys in order, so that errors come in order too.
  for (const key of Object.keys(value).sort()) {
    const child = value[key];
    const display = place.display === '' ? key : `${place.display}.${key}`;
    const type = fieldType(model, key);
    if (type === undefined) unknown.push(display);
    else if (child !== null && child !== undefined) {
      decoded[key] = decodeValue(type, child, { model, path: [...place.path, key], display }, unknown);
    }
  }
  return decoded;
}

function decodeValue(type: string, value: unknown, place: Place, unknown: string[]): unknown {
  const item = itemType(type);
  if (item !== undefined && type.startsWith('[')) {
    if (!Array.isArray(value)) throw illTyped(value, place, `[]${goType(item)}`);
    return value.map((child: unknown, index) =>
      child === null
        ? null
        : decodeValue(item, child, { ...place, display: `${place.display}[${String(index)}]` }, unknown),
    );
  }
  if (item !== undefined) return decodeMap(item, value, place, unknown);
  if (isModel(type)) {
    if (!isJsonObject(value)) throw illTyped(value, place, goType(type));
    return decodeModel(type, value, place, unknown);
  }
  return decodeScalar(type, value, place);
}

function decodeMap(item: string, value: unknown, place: Place, unknown: string[]): object {
  if (!isJsonObject(value)) throw illTyped(value, place, `map[string]${goType(item)}`);
  const decoded: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) {
    const child = value[key];
    if (child === undefined) continue;
    decoded[key] =
      child === null ? '' : decodeValue(item, child, { ...place, display: `${place.display}.${key}` }, unknown);
  }
  return decoded;
}

function decodeScalar(type: string, value: unknown, place: Place): unknown {
  switch (type) {
    case 'string':
    case 'bytes':
      if (typeof value !== 'string') throw illTyped(value, place, type === 'bytes' ? '[]uint8' : 'string');
      return value;
    case 'boolean':
      if (typeof value !== 'boolean') throw illTyped(value, place, 'bool');
      return value;
    case 'int32':
    case 'int64':
      return decodeInteger(type, value, place);
    case 'double':
      if (typeof value !== 'number') throw illTyped(value, place, 'float64');
      return value;
    case 'intOrString':
      if (typeof value === 'string') return value;
      return decodeInteger('int32', value, place);
    case 'quantity':
      return decodeQuantity(value);
    case 'time':
      if (typeof value !== 'string') throw illTyped(value, place, 'v1.Time');
      return value;
    default:
      return value;
  }
}

function decodeInteger(type: 'int32' | 'int64', value: unknown, place: Place): number {
  if (typeof value !== 'number') throw illTyped(value, place, type);
  const outOfRange = type === 'int32' && (value < -0x80000000 || value > 0x7fffffff);
  if (!Number.isInteger(value) || outOfRange) throw illTyped(value, place, type, ` ${String(value)}`);
  return value;
}

const QUANTITY = /^[+-]?(\d+(\.\d*)?|\.\d+)(([KMGTPE]i)|[numkMGTPE]|([eE][+-]?\d+))?$/;

function decodeQuantity(value: unknown): string {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string')
    throw new IllTyped(`json: cannot unmarshal ${jsonType(value)} into Go value of type string`);
  if (QUANTITY.test(value)) return value;
  throw new IllTyped(
    value === ''
      ? 'quantities must match the regular expression'
      : `quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'`,
  );
}

function illTyped(value: unknown, place: Place, wanted: string, detail = ''): IllTyped {
  const field = `${place.model}.${place.path.join('.')}`;
  return new IllTyped(
    `json: cannot unmarshal ${jsonType(value)}${detail} into Go struct field ${field} of type ${wanted}`,
  );
}

function jsonType(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  return value === null ? 'null' : typeof value;
}

function goType(type: string): string {
  const item = itemType(type);
  if (item !== undefined) return type.startsWith('[') ? `[]${goType(item)}` : `map[string]${goType(item)}`;
  if (type === 'boolean') return 'bool';
  if (type === 'double') return 'float64';
  if (type === 'quantity') return 'resource.Quantity';
  return isModel(type) ? `v1.${type}` : type;
}
