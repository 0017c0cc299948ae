import { expect, test } from 'vitest';
import { unifiedDiff } from './unified-diff.ts';

const lines = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}`);

test('equal texts have no differences', () => {
  expect(unifiedDiff('a\nb', 'a\nb')).toBe('');
});

test('a change stands between three lines of what stays', () => {
  const before = lines(1, 9).join('\n');
  const after = [...lines(1, 4), 'other', ...lines(6, 9)].join('\n');
  expect(unifiedDiff(before, after)).toBe(
    '@@ -2,7 +2,7 @@\n line 2\n line 3\n line 4\n-line 5\n+other\n line 6\n line 7\n line 8\n',
  );
});

test('changes far apart are hunks of their own', () => {
  const before = lines(1, 20);
  const after = ['first', ...lines(2, 19), 'last', 'end'];
  const text = unifiedDiff(before.join('\n'), after.join('\n'));
  expect(text.match(/^@@.*@@$/gm)).toEqual(['@@ -1,4 +1,4 @@', '@@ -17,4 +17,5 @@']);
});

test('lines that are everywhere in a long text are no landmarks, but belong to what is beside them', () => {
  const before = lines(1, 120).flatMap((line) => [line, 'null']);
  const after = before.filter((line) => line !== 'line 60');
  expect(unifiedDiff(before.join('\n'), after.join('\n'))).toBe(
    '@@ -116,7 +116,6 @@\n null\n line 59\n null\n-line 60\n null\n line 61\n null\n',
  );
});

test('an empty side', () => {
  expect(unifiedDiff('a', 'a\nb')).toBe('@@ -1 +1,2 @@\n a\n+b\n');
});
