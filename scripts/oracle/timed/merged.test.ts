import { expect, it } from 'vitest';
import type { Alignment } from './align.ts';
import type { Entry } from './expected-life.ts';
import type { Change } from './lives.ts';
import { alignMerged } from './merged.ts';

const change = (t: number, fields: Readonly<Record<string, string>>): Change => {
  const map = new Map(Object.entries(fields));
  return { t, what: JSON.stringify(fields), fields: map };
};
const entry = (t: number, fields: Readonly<Record<string, string>>): Entry => {
  const { what, fields: map } = change(t, fields);
  return { what, fields: map, times: [t] };
};
const NOTHING: Alignment = [];

it('takes one change for two that came to the same', () => {
  const entries = [
    entry(1, { state: 'waiting', message: 'soon' }),
    entry(2, { state: 'running', message: '-', ip: 'x' }),
  ];
  expect(alignMerged(entries, [change(2, { state: 'running', ip: 'x' })], NOTHING)).toEqual([
    [0, 0],
    [1, 0],
  ]);
  expect(alignMerged(entries, [change(2, { state: 'running' })], NOTHING)).toEqual([]);
});

it('takes two changes for one, which is there with the second', () => {
  const whole = entry(2, { state: 'running', ip: 'x' });
  const parts = [change(1, { state: 'waiting' }), change(2, { state: 'running', ip: 'x' })];
  expect(alignMerged([whole], parts, NOTHING)).toEqual([
    [0, 0],
    [0, 1],
  ]);
  expect(alignMerged([whole], [...parts].reverse(), NOTHING)).toEqual([]);
});

it('does not when they are far apart, or something else stands between', () => {
  const entries = [entry(1, { state: 'waiting' }), entry(5, { state: 'running' })];
  const one = change(5, { state: 'running' });
  expect(alignMerged(entries, [one], NOTHING)).toEqual([]);
  const near = [entry(1, { state: 'waiting' }), entry(1.5, { phase: 'Failed' }), entry(2, { state: 'running' })];
  expect(alignMerged(near, [change(1.5, { phase: 'Failed' }), one], [[1, 0]])).toEqual([]);
});

it('looks before, between and after what is the same', () => {
  const pair = (t: number) => [entry(t, { a: '1' }), entry(t + 1, { b: '2' })];
  const both = (t: number) => change(t, { a: '1', b: '2' });
  const same = (t: number) => entry(t, { same: String(t) });
  const entries = [...pair(0), same(5), ...pair(10), same(15), ...pair(20)];
  const changes = [both(1), change(5, { same: '5' }), both(11), change(15, { same: '15' }), both(21)];
  expect(
    alignMerged(entries, changes, [
      [2, 1],
      [5, 3],
    ]),
  ).toEqual([
    [0, 0],
    [1, 0],
    [3, 2],
    [4, 2],
    [6, 4],
    [7, 4],
  ]);
});
