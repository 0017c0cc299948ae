import { expect, test } from 'vitest';
import { jsonFault } from './json-fault.ts';

test('JSON has no fault', () => {
  expect(jsonFault(' {"a": [1, -2.5e3, "x\\u00e4", true, null, {}]} ')).toBeUndefined();
});

test.each([
  ['{oops', "invalid character 'o' looking for beginning of object key string"],
  ['{"a":1', 'unexpected end of JSON input'],
  ['{"a" 1}', "invalid character '1' after object key"],
  ['{"a":1 "b"}', "invalid character '\"' after object key:value pair"],
  ['[1 2]', "invalid character '2' after array element"],
  ['{"a":tru}', "invalid character '}' in literal true (expecting 'e')"],
  ['{"a":}', "invalid character '}' looking for beginning of value"],
  ['{} x', "invalid character 'x' after top-level value"],
  ['{"a":01}', "invalid character '1' after object key:value pair"],
  ['{"a":"\\q"}', "invalid character 'q' in string escape code"],
])('%s', (text, fault) => {
  expect(jsonFault(text)).toBe(fault);
});
