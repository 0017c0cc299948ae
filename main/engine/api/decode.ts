// Strict decoding of request bodies. A value that cannot be read, or else the first value of a wrong type, is the error;
// unknown fields are told beside the object. The words are those of Go's encoding/json and of apimachinery, since people
// search for them.
import { isJsonObject, type JsonObject } from '../kernel/json.ts';
import { base64Fault, timeFault } from './go-texts.ts';
import { fieldType, isModel, itemType } from './schema.ts';
import { isLeftOut } from './zero-values.ts';

/** `strict` holds what a strict reader refuses and another one warns of or overlooks: unknown fields. */
export type Decoded =
  | { readonly ok: true; readonly object: object; readonly strict: readonly string[] }
  | { readonly ok: false; readonly message: string };

/** The value cannot be read at all. */
export class Unreadable extends Error {}

/** How a reader words values of a wrong type. */
export interface Wording {
  /** `wanted` as Go prints the type; `place` says where. */
  illTyped(value: unknown, wanted: string, place: Place, detail?: string): string;
  /** Whether reading stops at once at such a value. */
  readonly stops: boolean;
}

export interface Place {
  /** The Go struct in which we are, and the path of field names to here, both as Go prints them. */
  readonly model: string;
  readonly path: readonly string[];
  /** The path as the strict decoder prints it, with indices. */
  readonly display: string;
}

const goJson: Wording = {
  stops: false,
  illTyped: (value, wanted, { model, path }, detail = '') =>
    `json: cannot unmarshal ${jsonType(value)}${detail} into Go struct field ${goName(model)}.${path.join('.')} of type ${wanted}`,
};

/**
 * Checks `value` against a model of the schema and returns a copy of it that holds known fields only. Fields that are
 * null count as absent, and so do those that Go leaves out as they hold nothing.
 */
export function decode(model: string, value: JsonObject, wording = goJson): Decoded {
  const decoder = new Decoder(wording);
  try {
    const object = decoder.model(model, value, { model, path: [], display: '' });
    if (decoder.fault !== undefined) return { ok: false, message: decoder.fault };
    return { ok: true, object, strict: decoder.strict };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, message: error.message };
    throw error;
  }
}

export const strictError = (faults: readonly string[]): string => `strict decoding error: ${faults.join(', ')}`;

class Decoder {
  /** The first value of a wrong type. */
  fault: string | undefined;
  readonly strict: string[] = [];
  readonly #wording: Wording;

  constructor(wording: Wording) {
    this.#wording = wording;
  }

  model(model: string, value: JsonObject, place: Place): object {
    const decoded: Record<string, unknown> = {};
    // kubectl sends keys in order, so that errors come in order too.
    for (const key of Object.keys(value).sort()) {
      const child = value[key];
      const display = place.display === '' ? key : `${place.display}.${key}`;
      const type = fieldType(model, key);
      if (type === undefined) this.strict.push(`unknown field "${display}"`);
      else if (child !== null && child !== undefined) {
        const read = this.#value(type, child, { model, path: [...place.path, key], display });
        if (!isLeftOut(model, key, type, read)) decoded[key] = read;
      }
    }
    return decoded;
  }

  #value(type: string, value: unknown, place: Place): unknown {
    const item = itemType(type);
    if (item !== undefined && type.startsWith('[')) return this.#list(item, value, place);
    if (item !== undefined) return this.#map(item, value, place);
    if (!isModel(type)) return this.#scalar(type, value, place);
    return isJsonObject(value) ? this.model(type, value, place) : this.#illTyped(value, goType(type), place);
  }

  #list(item: string, value: unknown, place: Place): unknown {
    if (!Array.isArray(value)) return this.#illTyped(value, `[]${goType(item)}`, place);
    return value.map((child: unknown, index) => {
      if (child === null) return item === 'string' ? '' : null;
      return this.#value(item, child, { ...place, display: `${place.display}[${String(index)}]` });
    });
  }

  #map(item: string, value: unknown, place: Place): unknown {
    if (!isJsonObject(value)) return this.#illTyped(value, `map[string]${goType(item)}`, place);
    const decoded: Record<string, unknown> = {};
    for (const key of Object.keys(value).sort()) {
      const child = value[key];
      if (child === undefined) continue;
      const inside = { ...place, display: `${place.display}.${key}` };
      decoded[key] = child === null ? (item === 'quantity' ? '0' : '') : this.#value(item, child, inside);
    }
    return decoded;
  }

  #scalar(type: string, value: unknown, place: Place): unknown {
    switch (type) {
      case 'string':
        return typeof value === 'string' ? value : this.#illTyped(value, 'string', place);
      case 'bytes':
        if (typeof value !== 'string') return this.#illTyped(value, '[]uint8', place);
        return readable(value, base64Fault(value));
      case 'boolean':
        return typeof value === 'boolean' ? value : this.#illTyped(value, 'bool', place);
      case 'int32':
      case 'int64':
        return this.#integer(type, value, place);
      case 'double':
        return typeof value === 'number' ? value : this.#illTyped(value, 'float64', place);
      case 'intOrString':
        return typeof value === 'string' ? value : this.#integer('int32', value, place, goJson);
      case 'quantity':
        return decodeQuantity(value);
      case 'time':
        if (typeof value !== 'string') return this.#illTyped(value, 'string', place, goJson);
        return readable(value, timeFault(value));
      default:
        return value;
    }
  }

  #integer(type: 'int32' | 'int64', value: unknown, place: Place, wording = this.#wording): unknown {
    if (typeof value !== 'number') return this.#illTyped(value, type, place, wording);
    const limit = type === 'int32' ? 2 ** 31 : 2 ** 63;
    if (Number.isInteger(value) && value >= -limit && value < limit) return value;
    return this.#illTyped(value, type, place, wording, ` ${String(value)}`);
  }

  #illTyped(value: unknown, wanted: string, place: Place, wording = this.#wording, detail = ''): unknown {
    const fault = wording.illTyped(value, wanted, place, detail);
    if (wording.stops) throw new Unreadable(fault);
    this.fault ??= fault;
    return undefined;
  }
}

function readable(value: string, fault: string | undefined): string {
  if (fault !== undefined) throw new Unreadable(fault);
  return value;
}

const QUANTITY = /^[+-]?(\d+(\.\d*)?|\.\d+)(([KMGTPE]i)|[numkMGTPE]|([eE][+-]?\d+))?$/;
const QUANTITY_FAULT = `quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'`;

function decodeQuantity(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || !QUANTITY.test(text.trim())) throw new Unreadable(QUANTITY_FAULT);
  return text.trim();
}

/** What JSON calls a value. */
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
  if (type === 'bytes') return '[]uint8';
  return isModel(type) ? `${type.startsWith('V2') ? 'v2' : 'v1'}.${goName(type)}` : type;
}

/** A model by the name of its Go struct, which is the same in several packages. */
const goName = (model: string): string =>
  model.replace(/^(V2|Core|Discovery|Events|RbacV1|ApiextensionsV1)(?=[A-Z])/, '');
