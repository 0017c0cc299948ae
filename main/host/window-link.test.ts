import { describe, expect, it } from 'vitest';
import { UNSEEN_MAX, type HostMessage } from '../../preload/contract/bridge.ts';
import { TestWindow, openHost } from './testing/open-host.ts';
import { site } from './testing/manifests.ts';

const numbers = (messages: readonly HostMessage[]) =>
  messages.flatMap((message) => (message.type === 'answer' ? [] : [message.number]));

function playing() {
  const test = openHost();
  const window = new TestWindow();
  test.host.connect(window);
  test.host.play();
  return { ...test, window };
}

describe('a window', () => {
  it('gets a snapshot first, then patches that count on from it', () => {
    const { clock, window } = playing();
    clock.pass(2000);
    expect(window.messages[0]?.type).toBe('snapshot');
    expect(new Set(window.messages.slice(1).map(({ type }) => type))).toEqual(new Set(['patch']));
    const told = numbers(window.messages);
    expect(told).toEqual(told.map((_, index) => (told[0] ?? 0) + index));
  });

  it('is told no more than once a frame', () => {
    const { host, clock, window } = playing();
    host.setSpeed(50);
    clock.pass(1000);
    expect(window.messages.length).toBeLessThanOrEqual(1000 / 16 + 2);
  });

  it('that does not look is owed little, and everything once it looks again', () => {
    const { host, clock, window } = playing();
    window.attentive = false;
    void host.submit(site('red', 4));
    host.setSpeed(5);
    clock.pass(5000);
    expect(window.messages).toHaveLength(UNSEEN_MAX);
    window.attentive = true;
    window.say({ type: 'seen', number: UNSEEN_MAX });
    host.pause();
    clock.pass(20);
    const last = window.messages.at(-1);
    expect(last?.type).toBe('patch');
    expect(last).toMatchObject({ clock: { seq: host.clock.headSeq, playing: false } });
    const uids = host.live.projection.view().entities.workloads.map(({ uid }) => uid);
    expect(last).toMatchObject({
      upserts: { workloads: expect.arrayContaining([expect.objectContaining({ uid: uids.at(-1) })]) },
    });
  });

  it('that asks for a snapshot goes on from its number', async () => {
    const { clock, window } = playing();
    clock.pass(100);
    const answer = await window.call(clock, 'view:get-snapshot', {});
    const before = window.messages.length;
    clock.pass(500);
    const { number } = (answer as { value: { number: number } }).value;
    expect(numbers(window.messages.slice(before))[0]).toBe(number + 1);
  });

  it('is shown the past by a snapshot', () => {
    const { host, clock, window } = playing();
    clock.pass(100);
    host.seek(1_000_000);
    clock.pass(100);
    const last = window.messages.findLast(({ type }) => type === 'snapshot');
    expect(last).toMatchObject({ clock: { mode: 'past', timeUs: 1_000_000 }, view: { timeUs: 1_000_000 } });
  });

  it('may talk nonsense without harm', () => {
    const { host, clock, window } = playing();
    for (const nonsense of [null, 7, {}, { id: 'x' }, { type: 'seen', number: -1 }, { call: 3 }]) window.say(nonsense);
    clock.pass(100);
    expect(host.clock.playing).toBe(true);
  });
});
