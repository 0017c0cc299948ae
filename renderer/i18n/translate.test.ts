import { expect, test } from 'vitest';
import { en } from './messages-en.ts';
import { zh } from './messages-zh.ts';
import { translator } from './translate.ts';

const holes = (text: string): readonly string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).sort();

test('both languages have the same messages, none of them empty', () => {
  expect(Object.keys(zh)).toEqual(Object.keys(en));
  for (const [key, text] of Object.entries(zh)) expect(text.trim(), key).not.toBe('');
});

test('a translation fills in what the original fills in', () => {
  for (const key of Object.keys(en) as (keyof typeof en)[]) expect(holes(zh[key]), key).toEqual(holes(en[key]));
});

test('values take the place of the braces', () => {
  expect(translator('en')('bar.ready', { ready: 6, total: 7 })).toBe('6/7 ready');
  expect(translator('zh')('bar.ready', { ready: 6, total: 7 })).toBe('6/7 就绪');
});
