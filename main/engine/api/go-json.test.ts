import { expect, it } from 'vitest';
import { readJson } from './go-json.ts';

it('reads what is JSON', () => {
  expect(readJson('{"a": [1, -2.5e3, "\\u00e9", null]}')).toEqual({ value: { a: [1, -2500, 'é', null] } });
});

it.each([
  ['', 'unexpected end of JSON input'],
  ['{', 'unexpected end of JSON input'],
  ['{a: 1}', "invalid character 'a' looking for beginning of object key string"],
  ['{"a" 1}', "invalid character '1' after object key"],
  ['{"a": 1 "b": 2}', `invalid character '"' after object key:value pair`],
  ['[1 2]', "invalid character '2' after array element"],
  ['{"a": x}', "invalid character 'x' looking for beginning of value"],
  ['{"a": trve}', "invalid character 'v' in literal true (expecting 'u')"],
  ['{"a": 01}', "invalid character '1' after object key:value pair"],
  ['{"a": 1.}', "invalid character '}' after decimal point in numeric literal"],
  ['{} {}', "invalid character '{' after top-level value"],
  ['{"a":}', "invalid character '}' looking for beginning of value"],
  ['{"a": "\\x"}', "invalid character 'x' in string escape code"],
])('says what is wrong with %s', (text, fault) => {
  expect(readJson(text)).toEqual({ fault });
});

it('follows values within values to some depth only', () => {
  expect(readJson('['.repeat(100_000))).toEqual({ fault: 'exceeded max depth' });
});
