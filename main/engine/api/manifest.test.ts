import { expect, it } from 'vitest';
import { MANIFEST_CHARACTERS_MAX, parseManifest } from './manifest.ts';

const problemOf = (text: string) => {
  const parsed = parseManifest(text, 'web.yaml');
  return parsed.ok ? undefined : { code: parsed.problem.code, where: parsed.problem.where };
};

it('reads several documents and opens lists', () => {
  const parsed = parseManifest(
    'apiVersion: v1\nkind: ConfigMap\n--- \n\napiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod}\n---\n# nothing\n',
    'web.yaml',
  );
  expect(parsed.ok && parsed.value.map(({ kind }) => kind)).toEqual(['ConfigMap', 'Pod']);
});

it('reads scalars as kubectl does', () => {
  const parsed = parseManifest(
    '{apiVersion: v1, kind: ConfigMap, data: {a: off, b: 010, c: 2024-01-02, d: "yes"}}',
    'web.yaml',
  );
  expect(parsed.ok && (parsed.value[0] as { data?: unknown } | undefined)?.data).toEqual({
    a: false,
    b: 8,
    c: '2024-01-02',
    d: 'yes',
  });
});

it('bears comment lines that begin with a tab', () => {
  expect(
    parseManifest(
      'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: a\n\t# a tab before the comment\n    image: b\n',
      'web.yaml',
    ).ok,
  ).toBe(true);
});

it.each([
  ['broken YAML', 'apiVersion: v1\nkind: Pod\nmetadata: {name: web', 'manifest-yaml', 'web.yaml, line 3, column 21'],
  ['a key twice', 'apiVersion: v1\nkind: Pod\nkind: Service\n', 'manifest-duplicate-key', 'web.yaml, line 3, column 1'],
  ['plain text', 'hello\n', 'manifest-not-an-object', 'web.yaml, document 1'],
  ['no kind', 'apiVersion: v1\n---\nkind: Pod\n', 'manifest-not-an-object', 'web.yaml, document 1'],
  ['nothing', '# only a comment\n---\n', 'manifest-empty', 'web.yaml'],
  ['nothing at all', '', 'manifest-empty', 'web.yaml'],
  ['binary data', 'kind: Pod\n\u0000\u0001', 'manifest-binary', 'web.yaml, line 2'],
  ['a huge file', 'a'.repeat(MANIFEST_CHARACTERS_MAX + 1), 'manifest-too-large', 'web.yaml'],
])('refuses %s and says where', (_, text, code, where) => {
  expect(problemOf(text)).toEqual({ code, where });
});

it('lets the last of two equal keys win where kubectl would', () => {
  const parsed = parseManifest('apiVersion: v1\nkind: Pod\nkind: Service\n', 'web.yaml', { duplicateKeys: true });
  expect(parsed.ok && parsed.value[0]?.kind).toBe('Service');
});
