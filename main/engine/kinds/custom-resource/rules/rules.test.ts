import { expect, it } from 'vitest';
import { parse } from 'yaml';
import type { JSONSchemaProps } from '../../../api/generated/types.ts';
import { faultsByRules, ruleTreeOfObjects } from './rules.ts';

const schemaOf = (properties: string, rules: string): JSONSchemaProps => ({
  type: 'object',
  properties: {
    spec: {
      ...(parse(`{type: object, properties: {${properties}}}`) as JSONSchemaProps),
      ...{ 'x-kubernetes-validations': parse(rules) as never },
    },
  },
});

function faultsOf(properties: string, rules: string, spec: object, previous?: object): string[] {
  const tree = ruleTreeOfObjects(schemaOf(properties, rules));
  if (!tree) throw new Error('no rules');
  return faultsByRules(tree, { spec }, previous && { spec: previous }, '').map(
    ({ field, message }) => `${field}: ${message}`,
  );
}

const sizes = 'min: {type: integer}, max: {type: integer}, name: {type: string}, ratio: {type: number}';
const lists =
  'names: {type: array, items: {type: string}}, labels: {type: object, additionalProperties: {type: string}}';

it.each<[string, string, object, string[]]>([
  [sizes, '[{rule: self.min <= self.max}]', { min: 1, max: 2 }, []],
  [
    sizes,
    '[{rule: self.min <= self.max}]',
    { min: 3, max: 2 },
    ['spec: Invalid value: failed rule: self.min <= self.max'],
  ],
  [sizes, '[{rule: self.min <= self.max, message: too small}]', { min: 3, max: 2 }, ['spec: Invalid value: too small']],
  [
    sizes,
    `[{rule: self.min <= self.max, messageExpression: '"min " + string(self.min) + " of " + string(self.max)'}]`,
    { min: 3, max: 2 },
    ['spec: Invalid value: min 3 of 2'],
  ],
  [sizes, '[{rule: "!has(self.name) || self.name.startsWith(\'a\')"}]', { min: 3 }, []],
  [
    sizes,
    "[{rule: 'self.name.size() > 0'}]",
    {},
    ['spec: Invalid value: "object": no such key: name evaluating rule: self.name.size() > 0'],
  ],
  [sizes, '[{rule: self.min + 1 == 3}]', { min: 2 }, []],
  [sizes, '[{rule: self.ratio > 1.5}]', { ratio: 2 }, []],
  [
    sizes,
    '[{rule: self.min > 5, fieldPath: .min, reason: FieldValueForbidden, message: no}]',
    { min: 2 },
    ['spec.min: Forbidden: no'],
  ],
  [
    sizes,
    '[{rule: self.min > 5, fieldPath: .min, reason: FieldValueRequired, message: no}]',
    { min: 2 },
    ['spec.min: Required value: no'],
  ],
  [lists, '[{rule: "self.names.all(n, n.matches(\'^[a-z]+$\'))"}]', { names: ['a', 'b'] }, []],
  [lists, "[{rule: self.names.isSorted() && self.names.indexOf('b') == 1}]", { names: ['a', 'b'] }, []],
  [lists, '[{rule: "sets.contains(self.names, [\'b\'])"}]', { names: ['a', 'b'] }, []],
  [lists, '[{rule: "self.names.exists_one(n, n in self.labels)"}]', { names: ['a', 'b'], labels: { b: 'x' } }, []],
  [
    lists,
    '[{rule: "self.labels.all(k, self.labels[k] != k)"}]',
    { labels: { b: 'b' } },
    ['spec: Invalid value: failed rule: self.labels.all(k, self.labels[k] != k)'],
  ],
  [
    'when: {type: string, format: date-time}',
    '[{rule: "self.when > timestamp(\'2026-01-01T00:00:00Z\')"}]',
    { when: '2026-02-01T00:00:00Z' },
    [],
  ],
  ['size: {type: string}', '[{rule: "quantity(self.size).isLessThan(quantity(\'1Gi\'))"}]', { size: '500Mi' }, []],
  [
    'at: {type: string}',
    `[{rule: "url(self.at).getHostname() == '::1' && url(self.at).getPort() == '80' && url(self.at).getQuery()['k'] == ['a b', 'c']"}]`,
    { at: 'https://[::1]:80/x?k=a+b&k=c' },
    [],
  ],
  [
    'at: {type: string}',
    `[{rule: "url(self.at).getScheme() == 'https'"}]`,
    { at: 'nowhere' },
    [
      'spec: Invalid value: "object": URL parse error during conversion from string: parse "nowhere": invalid URI for request evaluating rule: url(self.at).getScheme() == \'https\'',
    ],
  ],
  [
    'v: {type: string}',
    `[{rule: "semver(self.v).isLessThan(semver('1.10.0')) && semver(self.v).compareTo(semver('1.10.0-rc.2')) == 1 && semver(self.v).minor() == 10"}]`,
    { v: '1.10.0-rc.11' },
    [],
  ],
  ['v: {type: string}', '[{rule: "!isSemver(self.v)"}]', { v: 'v1.2' }, []],
  ['ip: {type: string}', '[{rule: "isIP(self.ip) && !isCIDR(self.ip)"}]', { ip: '10.0.0.1' }, []],
  [
    'name: {type: string}',
    `[{rule: "self.name.find('[0-9]+') == '12' && self.name.charAt(0) == 'a'"}]`,
    { name: 'a12' },
    [],
  ],
  ['name: {type: string}', `[{rule: "'%s-%d'.format([self.name, 3]) == 'a-3'"}]`, { name: 'a' }, []],
  [
    'port: {x-kubernetes-int-or-string: true}',
    '[{rule: "type(self.port) == int ? self.port > 0 : self.port != \'\'"}]',
    { port: 8 },
    [],
  ],
  ['dash-ed: {type: integer}', '[{rule: self.dash__dash__ed == 1}]', { 'dash-ed': 1 }, []],
  ['a: {type: integer}', "[{rule: 'self.?b.orValue(3) == 3'}]", { a: 1 }, []],
])('%s with %s of %j', (properties, rules, spec, faults) => {
  expect(faultsOf(properties, rules, spec)).toEqual(faults);
});

it('compares with what was there', () => {
  const rules = '[{rule: self.min >= oldSelf.min, message: only up}]';
  expect(faultsOf(sizes, rules, { min: 1 })).toEqual([]);
  expect(faultsOf(sizes, rules, { min: 1 }, { min: 2 })).toEqual(['spec: Invalid value: only up']);
  const optional = '[{rule: "oldSelf.orValue(self).min <= self.min", optionalOldSelf: true, message: only up}]';
  expect(faultsOf(sizes, optional, { min: 1 })).toEqual([]);
  expect(faultsOf(sizes, optional, { min: 1 }, { min: 2 })).toEqual(['spec: Invalid value: only up']);
});

it('lets what broke a rule stay as it is', () => {
  const rules = '[{rule: self.min > 5}]';
  expect(faultsOf(sizes, rules, { min: 1 }, { min: 1 })).toEqual([]);
  expect(faultsOf(sizes, rules, { min: 1 }, { min: 2 })).toHaveLength(1);
});

it('looks at single values, which are shown, and at the whole object', () => {
  const schema: JSONSchemaProps = {
    type: 'object',
    'x-kubernetes-validations': [{ rule: 'self.metadata.name != "bad"' }],
    properties: {
      ports: { type: 'array', items: { type: 'integer', 'x-kubernetes-validations': [{ rule: 'self % 2 == 0' }] } },
    },
  };
  const tree = ruleTreeOfObjects(schema);
  if (!tree) throw new Error('no rules');
  const faults = faultsByRules(tree, { metadata: { name: 'bad', labels: {} }, ports: [2, 3] }, undefined, '');
  expect(faults.map(({ field, message }) => `${field}: ${message}`)).toEqual([
    '<nil>: Invalid value: failed rule: self.metadata.name != "bad"',
    'ports[1]: Invalid value: 3: failed rule: self % 2 == 0',
  ]);
});
