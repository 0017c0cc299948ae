import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JournalRecord } from '../engine/kernel/journal.ts';
import type { Json } from '../engine/kernel/json.ts';
import { ObjectMap } from './object-map.ts';
import { difference, patched } from './object-patch.ts';
import { RecordDecoder, RecordEncoder } from './record-codec.ts';
import { expand } from './record-expander.ts';
import { historyOf, type HistoryStep } from './testing/histories.ts';

/** Values that JSON can tell from one another; -0 it cannot tell from 0. */
const anyJson: fc.Arbitrary<Json> = fc
  .jsonValue({ maxDepth: 4 })
  .map((value) => JSON.parse(JSON.stringify(value)) as Json);

const name = fc.constantFrom('a', 'b', 'c');
const value: fc.Arbitrary<Json> = fc.dictionary(fc.string(), anyJson);

/** Random steps in the life of a few objects. */
const historySteps: fc.Arbitrary<HistoryStep[]> = fc.array(
  fc.oneof(
    fc.record({ step: fc.constantFrom('create' as const, 'update' as const), name, value }),
    fc.record({ step: fc.constant('delete' as const), name }),
    fc.record({ step: fc.constant('log' as const), name, text: fc.string({ unit: 'binary' }) }),
  ),
  { maxLength: 30 },
);

describe('the difference of two values', () => {
  test('makes the second of the first', () => {
    fc.assert(
      fc.property(anyJson, anyJson, (previous, next) => {
        const patch = difference(previous, next);
        if (patch === undefined) expect(previous).toEqual(next);
        else expect(patched(previous, patch)).toEqual(next);
      }),
    );
  });

  const cases: readonly {
    readonly what: string;
    readonly previous: Json;
    readonly next: Json;
    readonly patch: Json;
  }[] = [
    { what: 'a member set to null', previous: { a: 1 }, next: { a: null }, patch: { a: [null] } },
    { what: 'a member gone', previous: { a: 1, b: 2 }, next: { b: 2 }, patch: { a: [] } },
    { what: 'a member that is undefined', previous: { a: 1 }, next: { a: undefined }, patch: { a: [] } },
    { what: 'one item of an array', previous: [{ a: 1 }, 2], next: [{ a: 2 }, 2], patch: [2, { 0: { a: [2] } }] },
    { what: 'an array grown', previous: [1], next: [1, 2], patch: [2, { 1: [2] }] },
    { what: 'an array shrunk', previous: [1, 2], next: [1], patch: [1, {}] },
    { what: 'an array for an object', previous: { a: {} }, next: { a: [] }, patch: { a: [[]] } },
    { what: 'names that mean something else', previous: {}, next: { constructor: 1 }, patch: { constructor: [1] } },
  ];
  test.each(cases)('tells $what', ({ previous, next, patch }) => {
    expect(difference(previous, next)).toEqual(patch);
  });

  test('shares what did not change', () => {
    const previous = { spec: { containers: [{ name: 'web' }] }, status: { phase: 'Pending' } };
    const next = patched(previous, { status: { phase: ['Running'] } }) as typeof previous;
    expect(next.spec).toBe(previous.spec);
  });
});

describe('records', () => {
  test('come back as they were, in whatever batches they were written', () => {
    fc.assert(
      fc.property(historySteps, fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }), (steps, sizes) => {
        const records = historyOf(steps);
        expect(readBack(write(records, sizes))).toEqual(records);
      }),
    );
  });

  test('of an object that was not known when it was deleted come back too', () => {
    const [created, deleted] = historyOf([
      { step: 'create', name: 'a', value: { spec: 1 } },
      { step: 'delete', name: 'a' },
    ]) as [JournalRecord, JournalRecord];
    const bytes = new RecordEncoder().encode([deleted], new ObjectMap());
    const [stored] = new RecordDecoder(deleted.seq).decode(bytes);
    expect(created.seq + 1).toBe(deleted.seq);
    expect(stored).toEqual(deleted);
  });

  test('cut short or garbled are an error, never nonsense that goes on for ever', () => {
    const bytes = Buffer.concat(write(historyOf([{ step: 'create', name: 'a', value: { x: [1.5, 'y'] } }]), [1]));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const garbled = Buffer.from(bytes);
        garbled[at] = (garbled[at] ?? 0) ^ flip;
        for (const wrong of [garbled, bytes.subarray(0, at)]) tryToRead(wrong);
      }),
    );
  });
});

function write(records: readonly JournalRecord[], sizes: readonly number[]): Buffer[] {
  const objects = new ObjectMap();
  const encoder = new RecordEncoder();
  const segments: Buffer[] = [];
  for (let start = 0, batch = 0; start < records.length; batch++) {
    const size = sizes[batch % sizes.length] ?? 1;
    segments.push(encoder.encode(records.slice(start, start + size), objects));
    start += size;
  }
  return segments;
}

function readBack(segments: readonly Buffer[]): JournalRecord[] {
  const objects = new ObjectMap();
  return new RecordDecoder(1).decode(Buffer.concat(segments)).map((stored) => expand(stored, objects));
}

function tryToRead(bytes: Buffer): void {
  try {
    new RecordDecoder(1).decode(bytes);
  } catch (error) {
    if (!(error instanceof RangeError) && !(error instanceof SyntaxError)) throw error;
  }
}
