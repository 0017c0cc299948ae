import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LifeChange } from '../../../preload/contract/views.ts';
import { appShape, assignSlots, SlotBook, type Slots } from './slots.ts';

test('a newcomer takes the first free place, nobody moves', () => {
  const three = assignSlots(new Map(), ['a', 'b', 'c']);
  const two = assignSlots(three, ['a', 'c']);
  expect([...assignSlots(two, ['a', 'c', 'd', 'e'])]).toEqual([
    ['a', 0],
    ['c', 2],
    ['d', 1],
    ['e', 3],
  ]);
});

test('whatever comes and goes: a place for life, and for one alone', () => {
  const crowd = fc.uniqueArray(fc.integer({ min: 0, max: 30 }).map(String), { maxLength: 20 });
  fc.assert(
    fc.property(fc.array(crowd, { maxLength: 12 }), (crowds) => {
      let slots: Slots = new Map();
      for (const uids of crowds) {
        const next = assignSlots(slots, uids);
        expect(new Set(next.values()).size).toBe(uids.length);
        for (const uid of uids) if (slots.has(uid)) expect(next.get(uid)).toBe(slots.get(uid));
        slots = next;
      }
    }),
  );
});

test('the grid grows when it must, and does not shrink for one Pod less', () => {
  const of = (count: number): Slots => new Map(Array.from({ length: count }, (_, index) => [String(index), index]));
  const small = appShape(of(4), undefined);
  expect(small).toEqual({ columns: 3, rows: 2 });
  const larger = appShape(of(7), small);
  expect(larger).toEqual({ columns: 4, rows: 3 });
  expect(appShape(of(6), larger)).toBe(larger);
  expect(appShape(of(2), larger)).toEqual(small);
  const { columns, rows } = appShape(of(500), larger);
  expect(columns * rows).toBeGreaterThanOrEqual(500);
});

const change = (seq: number, uid: string, state: LifeChange['state'], node?: string): LifeChange => ({
  uid,
  namespace: 'default',
  name: uid,
  t: seq,
  seq,
  state,
  ...(node !== undefined && { node }),
});

test('places follow from history alone: also from all of it at once, or when parts of it come twice', () => {
  const history = [
    change(1, 'a', 'waiting'),
    change(2, 'a', 'starting', 'w1'),
    change(3, 'b', 'starting', 'w1'),
    change(4, 'other', 'starting', 'w2'),
    change(5, 'a', 'ending', 'w1'),
    change(6, 'c', 'starting', 'w1'),
    change(7, 'a', 'gone', 'w1'),
    change(8, 'd', 'starting', 'w1'),
  ];
  const atOnce = new SlotBook();
  atOnce.take(history);
  const byAndBy = new SlotBook();
  for (const one of history) byAndBy.take([one, one]);
  byAndBy.take(history);
  for (const book of [atOnce, byAndBy]) {
    expect(['a', 'b', 'c', 'd', 'other', 'nobody'].map((uid) => book.slotOf(uid))).toEqual([0, 1, 2, 0, 0, undefined]);
  }
});
