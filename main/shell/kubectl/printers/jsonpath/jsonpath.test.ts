import { describe, expect, test } from 'vitest';
import { parseJsonPath, parseRelaxed } from './parse.ts';
import { printJsonPath, printJsonPathAsJson } from './print.ts';

const data = {
  kind: 'List',
  items: [
    { name: 'a', labels: { 'x.io/y': '1', tier: 'front' }, ports: [80, 443], ready: true },
    { name: 'b', labels: { tier: 'back' }, ports: [8080], ready: false },
    { name: 'c', ports: [], count: 3 },
  ],
};
const print = (text: string, allowMissing = true) => printJsonPath(parseJsonPath(text), data, { allowMissing, text });

describe('a template', () => {
  test.each([
    ['{.kind}', 'List'],
    ['kind={.kind}!', 'kind=List!'],
    ['{.items[*].name}', 'a b c'],
    ['{.items[0].ports}', '[80,443]'],
    ['{.items[-1].name}', 'c'],
    ['{.items[0:2].name}', 'a b'],
    ['{.items[::2].name}', 'a c'],
    ['{.items[0,2].name}', 'a c'],
    ['{.items[0].labels}', '{"tier":"front","x.io/y":"1"}'],
    ['{.items[0].labels.x\\.io/y}', '1'],
    ["{.items[0].labels['x\\.io/y']}", '1'],
    ['{.items[?(@.name=="b")].ports[0]}', '8080'],
    ["{.items[?(@.labels.tier!='back')].name}", 'a'],
    ['{.items[?(@.count>=3)].name}', 'c'],
    ['{.items[?(@.ready==true)].name}', 'a'],
    ['{.items[?(@.labels)].name}', 'a b'],
    ['{..tier}', 'front back'],
    ['{.nosuch}', ''],
    ['{range .items[*]}{.name}:{.ports[*]}{"\\n"}{end}', 'a:80 443\nb:8080\nc:\n'],
    ['{range .items[*]}{range .ports[*]}<{@}>{end};{end}', '<80><443>;<8080>;;'],
    ['{"tab\\t"}{$.kind}', 'tab\tList'],
  ])('%s', (text, expected) => {
    expect(print(text)).toBe(expected);
  });

  test.each([
    ['{.kind', 'error parsing jsonpath {.kind, unclosed action'],
    ['{.items[0}', 'error parsing jsonpath {.items[0}, unterminated array'],
    ['{.items[a]}', 'error parsing jsonpath {.items[a]}, invalid array index a'],
    ['{end}', 'error parsing jsonpath {end}, not in range, nothing to end'],
    ['{#}', "error parsing jsonpath {#}, unrecognized character in action: U+0023 '#'"],
  ])('%s cannot be read', (text, message) => {
    expect(() => print(text)).toThrow(message);
  });

  test('says what it was given when a path cannot be followed', () => {
    expect(() => print('{.items[7].name}')).toThrow(
      'error executing jsonpath "{.items[7].name}": Error executing template: array index out of bounds: index 7, length 3. Printing more information for debugging the template:\n\ttemplate was:\n\t\t{.items[7].name}\n\tobject given to jsonpath engine was:\n\t\tmap[string]interface {}{"items":',
    );
    expect(() => print('{.nosuch}', false)).toThrow('nosuch is not found');
    expect(() => print('{.kind[0]}')).toThrow('string is not array or slice');
  });
});

test('all values as JSON', () => {
  const text = '{.items[*].name}';
  expect(printJsonPathAsJson(parseJsonPath(text), data, { allowMissing: true, text })).toBe(
    '[\n    "a",\n    "b",\n    "c"\n]\n',
  );
});

test.each(['.kind', 'kind', '{.kind}', '{kind}'])('the relaxed path %s', (text) => {
  expect(printJsonPath(parseRelaxed(text), data, { allowMissing: true, text })).toBe('List');
});

test('a relaxed path is one path', () => {
  expect(() => parseRelaxed('{.a}{.b}')).toThrow("unexpected path string, expected a 'name1.name2'");
});
