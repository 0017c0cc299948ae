import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { listYaml, objectYaml, toYaml } from './yaml.ts';
import { compareNaturally } from './yaml-order.ts';

describe('texts', () => {
  const cases: readonly (readonly [text: string, yaml: string])[] = [
    ['plain', 'plain'],
    ['', '""'],
    ['true', '"true"'],
    ['y', '"y"'],
    ['off', '"off"'],
    ['null', '"null"'],
    ['123', '"123"'],
    ['0x1f', '"0x1f"'],
    ['1e3', '"1e3"'],
    ['1.5', '"1.5"'],
    ['100m', '100m'],
    ['10.96.0.1', '10.96.0.1'],
    ['1:30', '"1:30"'],
    ['2026-01-05T08:00:00Z', '"2026-01-05T08:00:00Z"'],
    ['-c', '-c'],
    ['- c', "'- c'"],
    ['*', "'*'"],
    ['{}', "'{}'"],
    ['a: b', "'a: b'"],
    ['a:b', 'a:b'],
    ['a #b', "'a #b'"],
    ["it's", "it's"],
    ["'it", "'''it'"],
    [' a', "' a'"],
    ['%d', "'%d'"],
    ['a\tb', '"a\\tb"'],
    ['\u0007', '"\\a"'],
    ['🙂', '"\\U0001F642"'],
    ['日本', '日本'],
    ['one\ntwo\n', '|\n  one\n  two'],
    ['one\ntwo', '|-\n  one\n  two'],
    ['one\n\n', '|+\n  one\n'],
    [' one\n', '|2\n   one'],
    ['one\ntwo ', '"one\\ntwo "'],
  ];
  test.each(cases)('%j', (text, yaml) => {
    expect(toYaml({ key: text })).toBe(`key: ${yaml}\n`);
  });

  test('are folded at the first space after column 80', () => {
    const words = Array.from({ length: 20 }, () => 'words').join(' ');
    const [first, second] = toYaml({ message: words }).split('\n');
    expect(first).toBe(`message: ${words.slice(0, 77)}`);
    expect(second).toBe(`  ${words.slice(78)}`);
  });
});

test('lists stand below their key, maps are indented, empty ones are short', () => {
  expect(toYaml({ list: [{ b: [1, null], a: {} }, 'x', []], map: { deep: { true: false } }, none: undefined })).toBe(
    'list:\n- a: {}\n  b:\n  - 1\n  - null\n- x\n- []\nmap:\n  deep:\n    "true": false\n',
  );
});

test('keys are in the order in which people count', () => {
  const keys = ['b', 'a10', 'a9', 'a', 'B', 'a.b', 'ab', '10', '9', '1.10', '1.9'];
  expect(keys.sort(compareNaturally)).toEqual(['1.9', '1.10', '9', '10', 'B', 'a', 'a.b', 'a9', 'a10', 'ab', 'b']);
});

test('objects go without the bookkeeping of field managers', () => {
  const metadata = { name: 'web', managedFields: [{ manager: 'kubectl' }] };
  expect(objectYaml({ kind: 'Pod', apiVersion: 'v1', metadata })).toBe(
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n',
  );
  expect(listYaml([{ kind: 'Pod' }])).toBe(
    'apiVersion: v1\nitems:\n- kind: Pod\nkind: List\nmetadata:\n  resourceVersion: ""\n',
  );
});

test('what is printed can be read again', () => {
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('a: b', 'x\ny', '\n', ' a\n b', '~', '<<', 'words '.repeat(30), "it's  two  spaces ".repeat(9)),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(fc.string({ minLength: 1, maxLength: 20 }), tie('tree'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      expect(parse(toYaml({ value }), { version: '1.1', schema: 'core', uniqueKeys: false })).toEqual({ value });
    }),
  );
});
