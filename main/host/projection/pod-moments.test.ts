import { expect, it } from 'vitest';
import type { JournalRecord } from '../../engine/kernel/journal.ts';
import type { Micros } from '../../engine/kernel/time.ts';
import { PodMoments } from './pod-moments.ts';

const ref = { node: 'worker232', podUid: 'p', namespace: 'default', pod: 'web', container: 'nginx' };
const place = (seq: number) => ({ seq, t: (seq * 10) as Micros, actor: 'kubelet/worker232', cause: 0 });
const answered = (seq: number, probe: 'readiness' | 'liveness', success = false): JournalRecord => ({
  ...place(seq),
  type: 'probe-answered',
  probe,
  success,
  message: success ? '' : '404',
  ...ref,
});
const exited = (seq: number): JournalRecord => ({
  ...place(seq),
  type: 'container-exited',
  exitCode: 1,
  reason: 'Error',
  ...ref,
});
const gone = (seq: number, uid: string): JournalRecord => ({
  ...place(seq),
  type: 'object-deleted',
  resource: 'pods',
  namespace: 'default',
  name: uid,
  object: { apiVersion: 'v1', kind: 'Pod', metadata: { uid, name: uid } },
});

it('tells what comes again as one, until something else happens', () => {
  const moments = new PodMoments();
  const lives = [answered(1, 'readiness'), answered(2, 'liveness'), answered(3, 'readiness'), exited(4)];
  for (const record of [...lives, answered(5, 'readiness')]) moments.fold(record);
  expect(moments.of('p')).toMatchObject([
    { seq: 1, count: 2, lastT: 30 },
    { seq: 2, count: 1, lastT: 20 },
    4,
    { seq: 5, count: 1, lastT: 50 },
  ]);
  const again = new PodMoments(JSON.parse(JSON.stringify(moments.save())) as ReturnType<PodMoments['save']>);
  expect(again.of('p')).toEqual(moments.of('p'));
});

it('keeps of a long life the end', () => {
  const moments = new PodMoments();
  for (let seq = 1; seq <= 500; seq++) moments.fold(exited(seq));
  expect(moments.of('p')).toHaveLength(120);
  expect(moments.of('p').at(-1)).toBe(500);
});

it('remembers Pods that are gone for a while', () => {
  const moments = new PodMoments();
  for (let index = 0; index <= 500; index++) moments.fold(gone(index + 1, `pod-${String(index)}`));
  expect(moments.of('pod-0')).toEqual([]);
  expect(moments.of('pod-1')).toEqual([2]);
});
