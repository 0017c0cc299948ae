import { describe, expect, it } from 'vitest';
import type { EventView, RequestView, WorkloadView } from '../../preload/contract/views.ts';
import { PatchDraft } from './patch-draft.ts';

const workload = (uid: string, ready: number): WorkloadView => ({
  uid,
  kind: 'ReplicationController',
  namespace: 'default',
  name: uid,
  desired: 7,
  current: 7,
  ready,
});
const event = (uid: string, count: number): EventView => ({
  uid,
  t: count,
  type: 'Normal',
  reason: 'Pulled',
  object: 'pod/a',
  message: '',
  count,
  source: 'kubelet',
});
const request = (seq: number): RequestView => ({
  seq,
  client: 'visitors',
  sentUs: seq,
  durationUs: 1,
  source: '',
  destination: '',
  path: '/',
  hops: [],
  outcome: 'answered',
});

describe('what a window is owed', () => {
  it('is the latest of each entity', () => {
    const draft = new PatchDraft();
    draft.addChanges({ upserts: { workloads: [workload('a', 1), workload('b', 1)] }, removed: {}, events: [] });
    draft.addChanges({ upserts: { workloads: [workload('a', 2)] }, removed: { workloads: ['b'] }, events: [] });
    const { upserts, removed } = draft.take();
    expect(upserts.workloads).toEqual([workload('a', 2)]);
    expect(removed.workloads).toEqual(['b']);
  });

  it('is not the removal of what came back', () => {
    const draft = new PatchDraft();
    draft.addChanges({ upserts: {}, removed: { workloads: ['a'] }, events: [] });
    draft.addChanges({ upserts: { workloads: [workload('a', 3)] }, removed: {}, events: [] });
    expect(draft.take().removed.workloads).toEqual([]);
  });

  it('is each event once, as it was last', () => {
    const draft = new PatchDraft();
    draft.addChanges({ upserts: {}, removed: {}, events: [event('a', 1), event('b', 1)] });
    draft.addChanges({ upserts: {}, removed: {}, events: [event('a', 2)] });
    expect(draft.take().events).toEqual([event('b', 1), event('a', 2)]);
  });

  it('is the newest 200 requests and how many there were beside', () => {
    const draft = new PatchDraft();
    for (let seq = 1; seq <= 1234; seq++) draft.addRequest(request(seq));
    const { requests, requestsLeftOut } = draft.take();
    expect(requests.map(({ seq }) => seq)).toEqual(Array.from({ length: 200 }, (_, index) => 1035 + index));
    expect(requestsLeftOut).toBe(1034);
  });

  it('is nothing once it has been told', () => {
    const draft = new PatchDraft();
    draft.addHistory([], [{ second: 3, answered: 1, failed: 0 }]);
    expect(draft.empty).toBe(false);
    draft.take();
    expect(draft.empty).toBe(true);
  });
});
