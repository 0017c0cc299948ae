import { expect, it } from 'vitest';
import { eventKey, eventKeyOf, savedKey } from './event-key.ts';

it('is a whole number that JSON keeps, and another for every text', () => {
  const texts = Array.from({ length: 20_000 }, (_, i) => `Pod\0default\0web-${String(i)}\0Pulled`);
  const keys = texts.map(eventKey);
  expect(keys.every(Number.isSafeInteger)).toBe(true);
  expect(new Set(keys).size).toBe(texts.length);
});

it('is the same for a text and for its parts', () => {
  expect(eventKeyOf(['Pod', '', 'web', 'Pulled'])).toBe(eventKey('Pod\0\0web\0Pulled'));
});

it('reads the entries of older files, whose keys are the texts themselves', () => {
  expect(savedKey(['Pod web Pulled', 'web.1'])).toEqual([eventKey('Pod web Pulled'), 'web.1']);
  expect(savedKey([eventKey('Pod web Pulled'), 'web.1'])).toEqual([eventKey('Pod web Pulled'), 'web.1']);
});
