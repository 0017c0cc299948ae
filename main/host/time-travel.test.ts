import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClusterView } from '../../preload/contract/views.ts';
import { SECOND } from '../engine/kernel/time.ts';
import { PastView } from './past-view.ts';
import { type TestHost, TestWindow, openHost } from './testing/open-host.ts';
import { site } from './testing/manifests.ts';

const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** Lets a cluster live for half a minute with things done to it, and notes what was shown meanwhile. */
function lived(seed: number): TestHost & { readonly seen: readonly ClusterView[] } {
  const test = openHost(undefined, seed);
  const { host, clock } = test;
  const seen: ClusterView[] = [];
  host.setSpeed(5);
  host.play();
  void host.submit(site('red', 4));
  for (let turn = 0; turn < 60; turn++) {
    clock.pass(100);
    if (turn === 40)
      void host.submit({
        type: 'request',
        request: { verb: 'delete', resource: 'pods', namespace: 'default', name: podOf(host) },
      });
    // A keyframe in the middle of it all, with requests under way.
    if (turn === 30) expect(host.live.keepEngine()).toMatchObject({ ok: true });
    seen.push(plain(host.live.projection.view()));
  }
  host.pause();
  clock.pass(100);
  return { ...test, seen };
}

const podOf = (host: TestHost['host']) =>
  host.live.projection.view().entities.pods.find(({ owner }) => owner?.name === 'red')?.name ?? '';

describe('the past', () => {
  it('is what was seen when it was the present', () => {
    const { host, seen } = lived(1);
    const { file } = host.live;
    for (const view of seen) {
      const past = PastView.atSeq(file, view.seq);
      past.projection.moveTo(view.timeUs);
      expect(plain(past.projection.view())).toEqual(view);
    }
  });

  it('is the same however it is reached: by number, by time, step by step, or forward from earlier', () => {
    const { host } = lived(2);
    const { file } = host.live;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: file.head.seq }), fc.integer({ min: 0, max: 50 }), (seq, before) => {
        const direct = PastView.atSeq(file, seq);
        const walked = PastView.atSeq(file, Math.max(0, seq - before));
        while (walked.projection.seq < seq) walked.stepForward();
        expect(walked.projection.view()).toEqual(direct.projection.view());
        const byTime = PastView.atTime(file, direct.projection.timeUs);
        expect(byTime.projection.timeUs).toBe(direct.projection.timeUs);
        expect(byTime.projection.seq).toBeGreaterThanOrEqual(seq);
      }),
      { numRuns: 25 },
    );
  });

  it('cannot be changed, and the living cluster waits meanwhile', async () => {
    const { host, clock } = lived(3);
    const window = new TestWindow();
    host.connect(window);
    clock.pass(20);
    const headSeq = host.clock.headSeq;
    expect(await window.call(clock, 'clock:seek', { timeUs: 10 * SECOND })).toMatchObject({ ok: true });
    expect(host.clock).toMatchObject({ mode: 'past', timeUs: 10 * SECOND, playing: false });
    const payload = { resource: 'pods', namespace: 'default', name: 'any' };
    expect(await window.call(clock, 'cluster:delete-object', payload)).toMatchObject({
      ok: false,
      problem: { code: 'not-in-the-past' },
    });
    await window.call(clock, 'clock:play', {});
    clock.pass(1000);
    expect(host.clock.timeUs).toBeGreaterThan(14 * SECOND);
    expect(host.clock).toMatchObject({ mode: 'past', headSeq });
    await window.call(clock, 'clock:go-live', {});
    expect(host.clock).toMatchObject({ mode: 'live', playing: false, seq: headSeq });
  });

  it('goes over into the present when it is played to its end', () => {
    const { host, clock } = lived(4);
    const { headUs, headSeq } = host.clock;
    host.seek(headUs - SECOND);
    host.play();
    clock.pass(1000);
    expect(host.clock.mode).toBe('live');
    expect(host.clock.headSeq).toBeGreaterThan(headSeq);
  });

  it('can be stepped through, back and forth', () => {
    const { host, clock } = lived(5);
    const { headSeq } = host.clock;
    const present = plain(host.shown.view());
    for (let step = 0; step < 5; step++) host.step('back');
    expect(host.clock).toMatchObject({ mode: 'past', seq: headSeq - 5, headSeq });
    for (let step = 0; step < 5; step++) host.step('forward');
    expect(host.clock).toMatchObject({ mode: 'live', seq: headSeq });
    expect(plain(host.shown.view())).toEqual(present);
    host.step('forward');
    clock.pass(20);
    expect(host.clock.seq).toBeGreaterThan(headSeq);
  });
});
