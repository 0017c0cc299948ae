import { expect, test } from 'vitest';
import { translator } from '../../i18n/translate.ts';
import { crowdedSnapshot } from '../samples/crowd.ts';
import { placesOf } from './hit.ts';
import { boardsInSight, isFleet } from './sight.ts';
import { buildModel, createMemory, tileOf } from './stage-model.ts';
import { differenceOf, entityOfPlace, type StageView } from './stage-view.ts';

const { entities } = crowdedSnapshot(60, 600).view;
const view: StageView = {
  nodes: new Map(entities.nodes.map((node) => [node.name, node])),
  pods: new Map(entities.pods.map((pod) => [pod.uid, pod])),
  services: new Map(entities.services.map((service) => [service.uid, service])),
  workloads: new Map(),
  clients: new Map(),
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
const size = { width: 1230, height: 548 };
const pod = view.pods.get('crowd7')!;
const changed: StageView = { ...view, pods: new Map(view.pods).set(pod.uid, { ...pod, condition: 'failed' }) };

test('a change of one Pod makes one board anew', () => {
  const memory = createMemory();
  const before = buildModel(view, memory, size);
  const after = buildModel(changed, memory, size);
  const others = [...after.boards].filter(([name, board]) => before.boards.get(name) !== board);
  expect(others.map(([name]) => name)).toEqual([pod.node]);
  expect(tileOf(after, pod.uid)).toMatchObject({ pod: { condition: 'failed' }, rect: tileOf(before, pod.uid)?.rect });
});

test('another namespace, a new node port or a place of its own makes boards anew', () => {
  const memory = createMemory();
  const before = buildModel(view, memory, size);
  const anew = (next: StageView): number => {
    const after = buildModel(next, memory, size);
    buildModel(view, memory, size);
    return [...after.boards].filter(([name, board]) => before.boards.get(name)?.layout !== board.layout).length;
  };
  expect(anew({ ...view, placed: new Map([['node:worker305', { x: 1, y: 2 }]]) })).toBe(1);
  expect(buildModel({ ...view, services: new Map() }, memory, size).boards.get('worker305')?.sockets).toEqual([]);
  const dimmed = buildModel({ ...view, namespace: 'kube-system' }, memory, size);
  expect(tileOf(dimmed, pod.uid)?.dimmed).toBe(true);
});

test('places are found by their keys', () => {
  const model = buildModel(view, createMemory(), size);
  const places = placesOf(model);
  expect(places.get('pod:crowd7')).toEqual(tileOf(model, 'crowd7')?.rect);
  expect(places.get('node:worker305')).toEqual(model.layout.boards.get('worker305'));
  expect(places.get('node:nobody')).toBeUndefined();
  expect(places.get('nonsense')).toBeUndefined();
  expect(entityOfPlace('pod:a:b')).toEqual({ kind: 'pod', key: 'a:b' });
});

test('only boards in sight are drawn; many of them, from afar, as cells', () => {
  const model = buildModel(view, createMemory(), size);
  const { rect } = model.boards.get('worker305')!.layout;
  const near = boardsInSight(model, { ...rect, width: 10, height: 10 }, undefined);
  expect(near.map(({ node }) => node.name)).toContain('worker305');
  expect(near.length).toBeLessThan(5);
  const all = boardsInSight(model, { x: 0, y: 0, width: 1e6, height: 1e6 }, 'worker305');
  expect(all).toHaveLength(63);
  expect(all.at(-1)?.node.name).toBe('worker305');
  expect([isFleet(0.2, all), isFleet(0.2, near), isFleet(1, all)]).toEqual([true, false, false]);
});

test('what differs between two views', () => {
  expect(differenceOf(view, { ...view, timeUs: 1 })).toBe('time');
  expect(differenceOf(view, { ...view, theme: 'dark' })).toBe('looks');
  expect(differenceOf(view, changed)).toBe('places');
});
