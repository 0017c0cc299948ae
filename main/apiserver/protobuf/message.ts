// Messages of the Kubernetes API as the JSON that says the same. Field numbers come from the table that
// scripts/generate-protobuf.mjs makes; what JSON writes otherwise than messages do stands here.
import type { Buffer } from 'node:buffer';
import table from './generated/fields.json' with { type: 'json' };
import { special } from './special.ts';
import { type WireValue, fieldsIn } from './wire.ts';

/** By a message's name, `core.v1.Pod`: by a field's number its name and type, `containers [core.v1.Container]`. */
const messages: Readonly<Record<string, Readonly<Record<string, string>>>> = table;

/** Messages that hold what JSON writes among the fields around them. */
const INLINED = [
  ...['volumeSource', 'persistentVolumeSource', 'ephemeralContainerCommon', 'localObjectReference', 'handler'],
  ...['ingressRuleValue', 'rule', 'ruleWithOperations'],
];
const DEPTH_MAX = 64;

type Fields = Record<string, unknown>;

export const isMessage = (name: string): boolean => Object.hasOwn(messages, name);

/** Reads a message called `name`, whose fields the caller gives to `isMessage` first. Throws Error for malformed bytes. */
export function readMessage(name: string, bytes: Buffer, depth = 0): Fields {
  if (depth > DEPTH_MAX) throw new Error('proto: too deep');
  const fields: Fields = {};
  for (const { number, value } of fieldsIn(bytes)) {
    const [field, type] = messages[name]?.[String(number)]?.split(' ') ?? [];
    if (field !== undefined && type !== undefined) take(fields, field, type, value, depth + 1);
  }
  return fields;
}

function take(fields: Fields, field: string, type: string, value: WireValue, depth: number): void {
  const inner = type.slice(1, -1);
  if (type.startsWith('[')) {
    const list = (fields[field] ??= []) as unknown[];
    list.push(read(inner, value, depth));
  } else if (type.startsWith('{')) {
    const map = (fields[field] ??= {}) as Fields;
    const [key, item] = entryOf(inner, bytesOf(value), depth);
    Object.defineProperty(map, key, { value: item, enumerable: true, writable: true, configurable: true });
  } else if (INLINED.includes(field) && isMessage(type)) {
    Object.assign(fields, read(type, value, depth));
  } else {
    fields[field] = read(type, value, depth);
  }
}

/** An entry of a map is a message of its own: 1 the key, 2 the value. */
function entryOf(type: string, bytes: Buffer, depth: number): readonly [key: string, value: unknown] {
  let key = '';
  let item: unknown = type === 'string' || type === 'bytes' ? '' : undefined;
  for (const { number, value } of fieldsIn(bytes)) {
    if (number === 1) key = bytesOf(value).toString();
    else if (number === 2) item = read(type, value, depth);
  }
  return [key, item];
}

function read(type: string, value: WireValue, depth: number): unknown {
  switch (type) {
    case 'string':
      return bytesOf(value).toString();
    case 'bytes':
      return bytesOf(value).toString('base64');
    case 'bool':
      return numberOf(value) !== 0n;
    case 'int32':
    case 'int64':
      return Number(BigInt.asIntN(64, numberOf(value)));
    case 'double':
      return doubleOf(numberOf(value));
    default: {
      const fields = readMessage(type, bytesOf(value), depth);
      return special(type, fields);
    }
  }
}

function bytesOf(value: WireValue): Buffer {
  if (typeof value === 'bigint') throw new Error('proto: wrong wireType');
  return value;
}

function numberOf(value: WireValue): bigint {
  if (typeof value !== 'bigint') throw new Error('proto: wrong wireType');
  return value;
}

function doubleOf(bits: bigint): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, bits);
  return view.getFloat64(0);
}
