import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deepFreeze } from './json.ts';
import { Thrift } from './thrift.ts';

/** Objects that often agree in parts. */
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('web', 'Pod', '', 1, true, null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('kind', 'name', 'labels', 'spec'), tie('value'), { maxKeys: 4 }),
  ),
})).value;

describe('thrift', () => {
  it('says word for word the same, whatever it shares, and is frozen throughout', () => {
    fc.assert(
      fc.property(json, json, (value, pattern) => {
        const before = JSON.stringify(value);
        const settled = new Thrift().settle(value, deepFreeze(pattern));
        expect(JSON.stringify(settled)).toBe(before);
        expect(isFrozen(settled)).toBe(true);
      }),
    );
  });

  it('shares the parts that are the same as in the pattern, and parts that are frozen', () => {
    const pattern = deepFreeze({ labels: { app: 'web' }, ports: [{ port: 80 }], other: { a: 1, b: 2 } });
    const frozen = deepFreeze({ c: 3 });
    const settled = new Thrift().settle(
      { labels: { app: 'web' }, ports: [{ port: 80 }, { port: 81 }], other: { b: 2, a: 1 }, frozen },
      pattern,
    );
    expect(settled.labels).toBe(pattern.labels);
    expect(settled.ports[0]).toBe(pattern.ports[0]);
    expect(settled.frozen).toBe(frozen);
    // In another order it would be printed differently.
    expect(settled.other).not.toBe(pattern.other);
  });

  it("leaves the caller's object as it was", () => {
    const value = { metadata: { name: 'web' } };
    new Thrift().settle(value, undefined);
    value.metadata.name = 'api';
    expect(value).toEqual({ metadata: { name: 'api' } });
  });
});

function isFrozen(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isFrozen);
}
