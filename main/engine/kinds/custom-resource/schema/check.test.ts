import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { faultsBySchema } from './check.ts';
import { formatOf } from './formats.ts';
import { listTypeFaults } from './list-types.ts';
import type { Schema } from './schema.ts';

const schema = parse(`
type: object
required: [name]
properties:
  name: {type: string, minLength: 2}
  port: {x-kubernetes-int-or-string: true}
  ratio: {type: number, multipleOf: 0.5, maximum: 4, exclusiveMaximum: true}
  when: {type: string, format: date-time}
  address: {type: string, format: ipv6}
  tags: {type: array, minItems: 1, maxItems: 1, items: {type: string}}
  labels: {type: object, maxProperties: 1, additionalProperties: {type: string}}
  note: {type: string, nullable: true, enum: [a, null]}
  either:
    type: object
    properties: {a: {type: string}, b: {type: string}}
    oneOf: [{required: [a]}, {required: [b]}]
  any:
    type: integer
    anyOf: [{minimum: 10}, {enum: [1]}]
  all:
    type: integer
    allOf: [{minimum: 3}, {maximum: 9}]
  none:
    type: string
    not: {enum: [bad]}
  ports:
    type: array
    x-kubernetes-list-type: map
    x-kubernetes-list-map-keys: [port]
    items: {type: object, properties: {port: {type: integer}, name: {type: string, maxLength: 3}}}
  set:
    type: array
    x-kubernetes-list-type: set
    items: {type: string}
`) as Schema;

const faultsOf = (value: object, previous?: object) =>
  faultsBySchema(schema, { name: 'xy', ...value }, 'spec', previous).map(
    ({ field, message }) => `${field}: ${message}`,
  );

it.each<[object, string[]]>([
  [{ port: 80 }, []],
  [{ port: 'http' }, []],
  [
    { port: true },
    ['spec.port: Invalid value: "boolean": spec.port in body must be of type integer,string: "boolean"'],
  ],
  [{ ratio: 1.5 }, []],
  [{ ratio: 0.7 }, ['spec.ratio: Invalid value: 0.7: spec.ratio in body should be a multiple of 0.5']],
  [{ ratio: 4 }, ['spec.ratio: Invalid value: 4: spec.ratio in body should be less than 4']],
  [{ name: 'x' }, ['spec.name: Invalid value: "x": spec.name in body should be at least 2 chars long']],
  [{ name: null }, ['spec.name: Invalid value: "null": spec.name in body must be of type string: "null"']],
  [{ when: '2026-01-05T08:00:00Z' }, []],
  [{ when: 'now' }, ['spec.when: Invalid value: "now": spec.when in body must be of type date-time: "now"']],
  [{ address: '2001:db8::1' }, []],
  [{ address: '::ffff:10.0.0.1' }, []],
  [
    { address: '1::2::3' },
    ['spec.address: Invalid value: "1::2::3": spec.address in body must be of type ipv6: "1::2::3"'],
  ],
  [{ tags: [] }, ['spec.tags: Invalid value: 0: spec.tags in body should have at least 1 items']],
  [{ tags: ['a', 'b'] }, ['spec.tags: Too many: 2: must have at most 1 item']],
  [{ tags: [1] }, ['spec.tags[0]: Invalid value: "integer": spec.tags[0] in body must be of type string: "integer"']],
  [
    { labels: { a: 1 } },
    ['spec.labels.a: Invalid value: "integer": spec.labels.a in body must be of type string: "integer"'],
  ],
  [{ labels: { a: 'x', b: 'y' } }, ['spec.labels: Too many: 2: must have at most 1 item']],
  [{ note: null }, []],
  [{ note: 'b' }, ['spec.note: Unsupported value: "b": supported values: "a", "null"']],
  [
    { either: { a: 'x', b: 'y' } },
    [
      '<nil>: Invalid value: "": "spec.either" must validate one and only one schema (oneOf). Found 2 valid alternatives',
    ],
  ],
  [
    { either: {} },
    [
      '<nil>: Invalid value: "": "spec.either" must validate one and only one schema (oneOf). Found none valid',
      'spec.either.a: Required value',
    ],
  ],
  [
    { any: 5 },
    [
      '<nil>: Invalid value: "": "spec.any" must validate at least one schema (anyOf)',
      'spec.any: Invalid value: 5: spec.any in body should be greater than or equal to 10',
    ],
  ],
  [
    { all: 1 },
    [
      'spec.all: Invalid value: 1: spec.all in body should be greater than or equal to 3',
      '<nil>: Invalid value: "": "spec.all" must validate all the schemas (allOf)',
    ],
  ],
  [{ none: 'bad' }, ['<nil>: Invalid value: "": "spec.none" must not validate the schema (not)']],
])('%j', (value, faults) => {
  expect(faultsOf(value)).toEqual(faults);
});

it('misses what is required', () => {
  expect(faultsBySchema(schema, {}, '')).toMatchObject([{ field: 'name', message: 'Required value' }]);
});

it('lets through what has not changed', () => {
  expect(faultsOf({ ratio: 9, tags: ['a'] }, { name: 'xy', ratio: 9 })).toEqual([]);
  const port = { port: 80, name: 'http' };
  expect(faultsOf({ ports: [{ port: 81 }, port] }, { ports: [port] })).toEqual([]);
  expect(faultsOf({ ports: [{ port: 81, name: 'http' }] }, { ports: [port] })).toEqual([
    'spec.ports[0].name: Too long: may not be more than 3 bytes',
  ]);
});

it('knows the formats that a type can have', () => {
  expect(formatOf({ type: 'integer', format: 'int32' })).toBe('int32');
  expect(formatOf({ type: 'integer', format: 'date' })).toBeUndefined();
  expect(formatOf({ type: 'string', format: 'whatever' })).toBeUndefined();
});

it('finds what is twice in sets and maps', () => {
  const value = { set: ['a', 'b', 'a', 'a'], ports: [{ port: 1 }, { port: 1, name: 'x' }] };
  expect(listTypeFaults(schema, value, 'spec').map(({ field, message }) => `${field}: ${message}`)).toEqual([
    'spec.set[2]: Duplicate value: "a"',
    'spec.ports[1]: Duplicate value: {"port":1}',
  ]);
});
