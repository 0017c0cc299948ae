import { expect, it } from 'vitest';
import { base64Length, decodeBase64Text, decodeBase64Url, encodeBase64, encodeBase64Url } from './base64.ts';

it.each([
  ['', ''],
  ['a', 'YQ=='],
  ['ab', 'YWI='],
  ['abc', 'YWJj'],
  ['集群 ⎈ 🚢', '6ZuG576kIOKOiCDwn5qi'],
])('writes %j as %s and reads it again', (text, encoded) => {
  expect(encodeBase64(text)).toBe(encoded);
  expect(decodeBase64Text(encoded)).toBe(text);
});

it('encodes what is longer than one piece', () => {
  const text = Array.from({ length: 2_000 }, (_, index) => String(index)).join(' ');
  expect(encodeBase64(text)).toBe(Buffer.from(text).toString('base64'));
  expect(base64Length(encodeBase64(text))).toBe(text.length);
});

it('leaves out what URLs cannot have', () => {
  expect(encodeBase64Url('a?>~')).toBe('YT8-fg');
  expect(decodeBase64Url('YT8-fg')).toBe('a?>~');
});
