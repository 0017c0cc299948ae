import { expect, test } from 'vitest';
import { rows } from './rows.ts';

test('every row has an id of its own and a bar', () => {
  const ids = rows.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { bar, unit } of rows) {
    expect(bar).toBeGreaterThan(0);
    expect(unit).not.toBe('');
  }
});
