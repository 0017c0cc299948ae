import { describe, expect, test } from 'vitest';
import type { ApiTable } from '../../../../preload/contract/inputs.ts';
import { CustomColumns } from './custom-columns.ts';
import { jsonText } from './json-text.ts';
import { sortedBy } from './sorting.ts';
import { TablePrinter } from './table-printer.ts';

const options = { noHeaders: false, wide: false, withNamespace: false, showLabels: false, labelColumns: [] };
const row = (name: string, status: string, labels = {}): ApiTable['rows'][number] => ({
  cells: [name, status, '10.0.0.1'],
  object: { metadata: { name, namespace: 'shop', labels } },
});
const tableOf = (...rows: ApiTable['rows']): ApiTable => ({
  columns: [
    { name: 'Name', priority: 0 },
    { name: 'Status', priority: 0 },
    { name: 'IP', priority: 1 },
  ],
  rows,
});

describe('TablePrinter', () => {
  test('prints headers once and never narrows a column', () => {
    const printer = new TablePrinter(options);
    expect(printer.print(tableOf(row('web', 'Pending')))).toBe('NAME   STATUS\nweb    Pending\n');
    expect(printer.print(tableOf(row('a-longer-one', 'Running')))).toBe('a-longer-one   Running\n');
    expect(printer.print(tableOf(row('web', 'Running')))).toBe('web            Running\n');
  });

  test('prints what is asked for besides', () => {
    const printer = new TablePrinter({
      ...options,
      wide: true,
      withNamespace: true,
      showLabels: true,
      labelColumns: ['x.io/tier'],
      withKind: 'pod',
    });
    expect(printer.print(tableOf(row('web', 'Up', { 'x.io/tier': 'front' })), ['ADDED'])).toBe(
      [
        'EVENT        NAMESPACE   NAME      STATUS   IP         TIER    LABELS',
        'ADDED        shop        pod/web   Up       10.0.0.1   front   x.io/tier=front',
        '',
      ].join('\n'),
    );
  });

  test('a cell ends with its first line, and nothing is printed of nothing', () => {
    const printer = new TablePrinter({ ...options, noHeaders: true });
    expect(printer.print(tableOf(row('web', 'a\nb')))).toBe('web   a...\n');
    expect(printer.print(tableOf())).toBe('');
  });
});

describe('custom columns', () => {
  const pods = [
    { metadata: { name: 'a', labels: { 'x.io/y': '1' } }, spec: { containers: [{ image: 'p' }, { image: 'q' }] } },
    { metadata: { name: 'b' } },
  ];
  const expected = 'NAME   IMAGES   L\na      p,q      map[x.io/y:1]\nb      <none>   <none>\n';

  test('of a specification', () => {
    const text = 'NAME:.metadata.name,IMAGES:.spec.containers[*].image,L:metadata.labels';
    expect(CustomColumns.parse(text, false).print(pods)).toBe(expected);
    expect(CustomColumns.parse('N:.metadata.name', true).print(pods)).toBe('a\nb\n');
  });

  test('of a file', () => {
    const text = 'NAME IMAGES L\n.metadata.name .spec.containers[*].image .metadata.labels\n';
    expect(CustomColumns.parseFile(text, false).print(pods)).toBe(expected);
  });

  test('that are not understood', () => {
    expect(() => CustomColumns.parse('NAME', false)).toThrow(
      'unexpected custom-columns spec: NAME, expected <header>:<json-path-expr>',
    );
  });
});

describe('sortedBy', () => {
  const things = (...values: unknown[]) => values.map((value) => ({ spec: { value } }));
  const sorted = (...values: unknown[]) =>
    sortedBy(things(...values), '.spec.value', (thing) => thing).map(({ spec }) => spec.value);

  test('orders numbers, texts with numbers in them, and quantities', () => {
    expect(sorted(10, 9, 2)).toEqual([2, 9, 10]);
    expect(sorted('web-9', 'web-10', 'db')).toEqual(['db', 'web-10', 'web-9']);
    expect(sorted('1Gi', '200Mi', '500m')).toEqual(['500m', '200Mi', '1Gi']);
  });

  test('puts first what has no such field', () => {
    expect(sorted('b', undefined, 'a')).toEqual([undefined, 'a', 'b']);
    expect(() => sorted(undefined)).toThrow(`couldn't find any field with path "{.spec.value}" in the list of objects`);
  });
});

test('JSON has its keys in order, and escapes what could be HTML', () => {
  expect(jsonText({ b: '<&>', a: [undefined, 1], c: undefined })).toBe('{"a":[null,1],"b":"\\u003c\\u0026\\u003e"}');
});
