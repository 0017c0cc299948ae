import { expect, test } from 'vitest';
import type { PatchMessage } from '../../preload/contract/views.ts';
import { aPod, aSnapshot } from '../scene/samples/views.ts';
import { clusterOf, patchCluster } from './cluster-state.ts';

const quiet = (change: Partial<PatchMessage>): PatchMessage => ({
  type: 'patch',
  number: 2,
  clock: aSnapshot().clock,
  upserts: {},
  removed: {},
  events: [],
  requests: [],
  requestsLeftOut: 0,
  lives: [],
  buckets: [],
  ...change,
});

test('a patch changes, adds and removes; the rest stays the same object', () => {
  const state = clusterOf(aSnapshot({ pods: [aPod({ uid: 'a' }), aPod({ uid: 'b' })] }));
  const next = patchCluster(
    state,
    quiet({
      upserts: { pods: [aPod({ uid: 'b', status: 'Terminating' }), aPod({ uid: 'c' })] },
      removed: { pods: ['a'] },
    }),
  );
  expect([...next.pods.keys()]).toEqual(['b', 'c']);
  expect(next.pods.get('b')?.status).toBe('Terminating');
  expect(next.nodes).toBe(state.nodes);
  expect([...state.pods.keys()]).toEqual(['a', 'b']);
});

test('a patch without entities changes nothing', () => {
  const state = clusterOf(aSnapshot({ pods: [aPod({})] }));
  expect(patchCluster(state, quiet({ upserts: { pods: [] } }))).toBe(state);
});
