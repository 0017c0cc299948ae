import { describe, expect, it } from 'vitest';
import { UNSEEN_MAX, type HostMessage } from '../../preload/contract/bridge.ts';
import type { ClockView } from '../../preload/contract/views.ts';
import type { HandClock } from './testing/hand-clock.ts';
import { TestWindow, openHost } from './testing/open-host.ts';
import { site } from './testing/manifests.ts';

const numbers = (messages: readonly HostMessage[]) =>
  messages.flatMap((message) => ('number' in message ? [message.number] : []));

const isAnswer = (message: HostMessage, id: number) => message.type === 'answer' && message.id === id;

/** Lets everything that is under way come to its end. */
async function settle(clock: HandClock): Promise<void> {
  await new Promise(setImmediate);
  clock.pass(20);
}

/** Until the answer is there; time passes only while it is not. */
async function answered(window: TestWindow, clock: HandClock, id: number): Promise<void> {
  await new Promise(setImmediate);
  for (let ms = 0; ms < 100 && !window.messages.some((message) => isAnswer(message, id)); ms++) clock.pass(1);
}

/** The clock that the window was told last before the answer `id`. */
function shownAt(window: TestWindow, id: number): ClockView | undefined {
  const end = window.messages.findIndex((message) => isAnswer(message, id));
  expect(end, `answer ${id}`).toBeGreaterThanOrEqual(0);
  const told = window.messages.slice(0, end).findLast((message) => message.type !== 'answer');
  return told?.type === 'snapshot' || told?.type === 'patch' ? told.clock : undefined;
}

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
    clock.pass(1500);
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

  it('that goes elsewhere in time is shown the moment before it is told that it is there', async () => {
    const { clock, window } = playing();
    clock.pass(3000);
    for (const [id, timeUs] of [2_000_000, 1_000_000, 500_000].entries()) {
      window.say({ id, call: 'clock:seek', payload: { timeUs } });
      await answered(window, clock, id);
      expect(shownAt(window, id)).toMatchObject({ mode: 'past', timeUs });
    }
    window.say({ id: 9, call: 'clock:go-live', payload: {} });
    await answered(window, clock, 9);
    expect(shownAt(window, 9)).toMatchObject({ mode: 'live' });
  });

  it('that is behind when it goes elsewhere in time is answered once it has caught up', async () => {
    const { clock, window } = playing();
    window.attentive = false;
    clock.pass(3000);
    window.say({ id: 1, call: 'clock:seek', payload: { timeUs: 1_000_000 } });
    await settle(clock);
    expect(window.messages.map(({ type }) => type)).not.toContain('answer');
    window.say({ type: 'seen', number: UNSEEN_MAX });
    await settle(clock);
    expect(shownAt(window, 1)).toMatchObject({ mode: 'past', timeUs: 1_000_000 });
  });

  it('may talk nonsense without harm', () => {
    const { host, clock, window } = playing();
    for (const nonsense of [null, 7, {}, { id: 'x' }, { type: 'seen', number: -1 }, { call: 3 }]) window.say(nonsense);
    clock.pass(100);
    expect(host.clock.playing).toBe(true);
  });
});
