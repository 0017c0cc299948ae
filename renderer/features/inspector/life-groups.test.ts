import { expect, test } from 'vitest';
import type { LifeMoment } from '../../../preload/contract/calls.ts';
import type { LifeChange } from '../../../preload/contract/views.ts';
import { lifeGroups } from './life-groups.ts';

const change = (seq: number, state: LifeChange['state']): LifeChange => ({
  uid: 'u',
  namespace: 'default',
  name: 'web',
  t: seq * 1000,
  seq,
  state,
});
const moment = (seq: number): LifeMoment => ({
  seq,
  t: seq * 1000,
  actor: 'kubelet/worker232',
  type: 'container-started',
  text: '',
  params: {},
  count: 1,
  lastT: seq * 1000,
});

test('a moment stands below the condition in which it happened', () => {
  const changes = [change(10, 'starting'), change(20, 'ready'), change(30, 'gone')];
  const groups = lifeGroups(changes, [9, 10, 15, 20, 31].map(moment), 50_000);
  expect(groups.map(({ moments }) => moments.map(({ seq }) => seq))).toEqual([[9, 10, 15], [20], [31]]);
  expect(groups.map(({ lastedUs }) => lastedUs)).toEqual([10_000, 10_000, undefined]);
});

test('the last condition lasts until now', () => {
  expect(lifeGroups([change(10, 'ready')], [], 12_500)).toMatchObject([{ lastedUs: 2_500, moments: [] }]);
  expect(lifeGroups([], [moment(1)], 0)).toEqual([]);
});
