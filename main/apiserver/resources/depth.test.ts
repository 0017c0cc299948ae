import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { DEPTH_MAX } from '../../engine/api/value-depth.ts';
import { Refusal } from '../http/refusal.ts';
import { PROTOBUF_TYPE } from '../protobuf/unknown.ts';
import { objectIn, yamlIn } from './body-object.ts';
import { shallow } from './depth.ts';

const DEEP = 20_000;

/** An object that holds lists: so many levels in all. */
const nested = (levels: number) => `{"a":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`;

/** A field of a protobuf message that holds bytes. */
function field(number: number, bytes: Buffer): Buffer {
  const length: number[] = [];
  let rest = bytes.length;
  for (; rest > 127; rest >>= 7) length.push((rest & 127) | 128);
  return Buffer.concat([Buffer.from([(number << 3) | 2, ...length, rest]), bytes]);
}

describe('a body that is too deep', () => {
  it.each([DEPTH_MAX + 1, DEEP])('is refused as JSON: %i levels', (levels) => {
    expect(() => objectIn(Buffer.from(nested(levels)), 'application/json')).toThrow('exceeded max depth');
  });

  it.each([DEPTH_MAX + 1, DEEP])('is refused as YAML: %i levels', (levels) => {
    expect(() => yamlIn(Buffer.from(nested(levels)))).toThrow(Refusal);
  });

  it('is refused where protobuf carries JSON', () => {
    // Unknown{typeMeta{apiVersion, kind}, raw: ControllerRevision{data: RawExtension{raw}}}
    const typeMeta = [...field(1, Buffer.from('apps/v1')), ...field(2, Buffer.from('ControllerRevision'))];
    const raw = field(2, field(1, Buffer.from(nested(DEEP))));
    const body = Buffer.concat([Buffer.from('k8s\0'), field(1, Buffer.from(typeMeta)), field(2, raw)]);
    expect(() => objectIn(body, PROTOBUF_TYPE)).toThrow('exceeded max depth');
  });

  it('is one that holds itself, too', () => {
    const round: unknown[] = [];
    round.push(round, round);
    expect(() => shallow(round)).toThrow(Refusal);
  });
});

it('a body that is as deep as can be is read', () => {
  expect(objectIn(Buffer.from(nested(DEPTH_MAX)), undefined)).toEqual(JSON.parse(nested(DEPTH_MAX)));
});
