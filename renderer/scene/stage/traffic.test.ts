import { expect, test } from 'vitest';
import type { RequestView } from '../../../preload/contract/views.ts';
import { tutorialSnapshot } from '../samples/tutorial.ts';
import { translator } from '../../i18n/translate.ts';
import { routeOf } from './routes.ts';
import { buildModel, createMemory, tileOf } from './stage-model.ts';
import type { StageView } from './stage-view.ts';
import { packetsPerSecond, Traffic } from './traffic.ts';

const { entities } = tutorialSnapshot().view;
const byUid = <T extends { readonly uid: string }>(list: readonly T[]): ReadonlyMap<string, T> =>
  new Map(list.map((one) => [one.uid, one]));
const byName = <T extends { readonly name: string }>(list: readonly T[]): ReadonlyMap<string, T> =>
  new Map(list.map((one) => [one.name, one]));

const view: StageView = {
  nodes: byName(entities.nodes),
  pods: byUid(entities.pods),
  services: byUid(entities.services),
  workloads: byUid(entities.workloads),
  clients: byName(entities.clients),
  slotOf: () => undefined,
  placed: new Map(),
  buckets: [],
  timeUs: 0,
  namespace: '',
  selected: undefined,
  versions: new Map(),
  theme: 'light',
  t: translator('en'),
  say: (phrase) => phrase,
};
const model = buildModel(view, createMemory(), { width: 1230, height: 548 });

const request = (seq: number, change: Partial<RequestView> = {}): RequestView => ({
  seq,
  client: 'visitors',
  sentUs: 0,
  durationUs: 1000,
  source: '10.0.0.1',
  destination: '10.0.0.231:30080',
  path: '/',
  hops: [
    { afterUs: 0, at: 'client', id: 'visitors' },
    { afterUs: 1, at: 'node', id: 'master231' },
    { afterUs: 2, at: 'node', id: 'worker233' },
    { afterUs: 3, at: 'pod', id: 'v9jk6' },
  ],
  podUid: 'v9jk6',
  outcome: 'answered',
  httpStatus: 200,
  ...change,
});

test('a request ends at its Pod', () => {
  const end = routeOf(model, request(1))!.points.at(-1)!;
  const { rect } = tileOf(model, 'v9jk6')!;
  expect(end.x).toBeCloseTo(rect.x + rect.width / 2);
  expect(end.y).toBeCloseTo(rect.y + rect.height);
});

test('a request that never reached the node ends before it', () => {
  const route = routeOf(
    model,
    request(1, { hops: [{ afterUs: 0, at: 'client', id: 'visitors' }], outcome: 'timed-out' }),
  )!;
  expect(route.points.at(-1)!.x).toBeLessThan(model.boards.get('master231')!.layout.rect.x);
});

test('above sixty a second a fair sample moves', () => {
  const traffic = new Traffic();
  let seen = 0;
  for (let frame = 0; frame < 100; frame += 1) {
    const requests = Array.from({ length: 20 }, (_, index) => request(frame * 20 + index));
    const before = traffic.packets.length;
    traffic.send(model, requests, 0, 1000 + frame * 50);
    seen += traffic.packets.length - before;
    traffic.advance(1000 + frame * 50);
  }
  expect(seen).toBeGreaterThan(packetsPerSecond(3) * 3);
  expect(seen).toBeLessThan(packetsPerSecond(3) * 7);
});

test('three nodes show sixty a second, a fleet as many as it has room for', () => {
  expect([1, 3, 10, 100, 5000].map(packetsPerSecond)).toEqual([60, 60, 200, 2000, 3000]);
});

test('the same failure at the same place is one mark that counts', () => {
  const traffic = new Traffic();
  const lost = request(1, { outcome: 'refused', why: 'no rule for this port' });
  traffic.send(model, [lost, { ...lost, seq: 2 }], 0, 10_000);
  traffic.advance(20_000);
  expect(traffic.marks).toMatchObject([{ reason: 'no rule for this port', count: 2 }]);
  traffic.advance(30_000);
  expect(traffic.moving).toBe(false);
});
