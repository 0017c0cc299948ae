import { describe, expect, test } from 'vitest';
import { parseDocuments } from './yaml-documents.ts';

const values = (text: string) =>
  parseDocuments(text, 'f.yaml').map((one) => ('value' in one ? one.value : one.error.message));

describe('parseDocuments', () => {
  test('splits at three dashes and passes over empty documents', () => {
    expect(values('---\na: 1\n---\n# nothing\n---\nb: 2\n')).toEqual([{ a: 1 }, { b: 2 }]);
    expect(values('')).toEqual([]);
  });

  test('reads YAML 1.1, and the last of two keys', () => {
    expect(values('a: n\nb: off\nc: 010\nd: 1\nd: 2\ne: 2026-01-02\nf: e3\ng: 1e3')).toEqual([
      { a: false, b: false, c: 8, d: 2, e: '2026-01-02', f: 'e3', g: 1000 },
    ]);
  });

  test('reads JSON', () => {
    expect(values('{"a": {"b": [1, null]}}')).toEqual([{ a: { b: [1, null] } }]);
  });

  test('copies what aliases name, and merges it', () => {
    expect(values('a: &x {k: 1}\nb: *x\nc:\n  <<: *x\n  l: 2')).toEqual([
      { a: { k: 1 }, b: { k: 1 }, c: { k: 1, l: 2 } },
    ]);
  });

  test.each([
    ['a:\n\tb: 1', 'yaml: line 2: found character that cannot start any token'],
    ['a:\n  b: c\n   d: e', 'yaml: line 3: mapping values are not allowed in this context'],
    ['a: 1\nb c\nd: 1', "yaml: line 3: could not find expected ':'"],
    ['a: {b: 1', "yaml: line 1: did not find expected ',' or '}'"],
    ['a: 1\nb:\n  c: [1, 2', "yaml: line 2: did not find expected ',' or ']'"],
  ])('%j is no YAML', (text, fault) => {
    expect(values(`x: 1\n---\n${text}`)).toEqual([
      { x: 1 },
      `error parsing f.yaml: error converting YAML to JSON: ${fault}`,
    ]);
  });

  test('a cut-off JSON text', () => {
    expect(values('{"a": ')).toEqual(['error parsing f.yaml: unexpected EOF']);
  });
});
