// Planted differences have to be found, and what chance decides has to be let through.
import { describe, expect, it } from 'vitest';
import { ChanceText } from './chance-text.ts';
import { compareLives } from './compare-timed.ts';
import { livesOf, type Life } from './lives.ts';
import { periodsIn } from './periods.ts';
import type { Seen } from './seen.ts';

const MANIFEST = `
kind: Pod
spec:
  containers:
  - name: app
    image: nginx:1.27
    livenessProbe: {periodSeconds: 5}
`;
const circumstances = { periods: periodsIn(MANIFEST), wasBusy: false, until: 60 };

function run(namespace: string, seen: readonly Seen[], before: readonly Seen[] = []): readonly Life[] {
  const generated = new Map([
    ['web-bcdf2', 'web-'],
    ['web-ghjk4', 'web-'],
  ]);
  return livesOf(seen, before, new ChanceText({ namespace, generated, inputs: MANIFEST }));
}

const pod = (t: number, state: Record<string, unknown>, name = 'web'): Seen => ({
  t,
  kind: 'Pod',
  name,
  state,
  isDeleted: false,
});
const gone = (t: number, name = 'web'): Seen => ({ ...pod(t, {}, name), isDeleted: true });
const unhealthy = (t: number, count: number): Seen => ({
  t,
  kind: 'Event',
  name: 'Pod/web',
  state: {
    type: 'Warning',
    reason: 'Unhealthy',
    field: 'spec.containers{app}',
    message: 'Liveness probe failed: ',
    count,
  },
  isDeleted: false,
});

const [pending, running, failed] = [{ phase: 'Pending' }, { phase: 'Running', ip: '10.244.1.7' }, { phase: 'Failed' }];
const history = [pod(0, pending), pod(2, running), pod(20, failed), gone(21)];

/** `within/entries`, then what no recording shows. */
function verdict(recordings: readonly (readonly Seen[])[], played: readonly Seen[], before?: readonly Seen[]) {
  const lives = compareLives(
    recordings.map((seen, index) => run(`recorded-${index}`, seen, before)),
    run('played', played, before),
    circumstances,
  );
  const entries = lives.flatMap((life) => life.entries);
  const surplus = lives.flatMap((life) => life.surplus.map(({ what }) => what));
  return [`${entries.filter(({ isWithin }) => isWithin).length}/${entries.length}`, ...surplus];
}

describe('a history', () => {
  it('is the same whatever chance put into it', () => {
    const elsewhere = [pod(0, pending), pod(2.4, { phase: 'Running', ip: '10.244.2.9' }), pod(20.3, failed), gone(21)];
    expect(verdict([history], elsewhere)).toEqual(['4/4']);
  });

  it.each([
    ['lacks a change', [pod(0, pending), pod(20, failed), gone(21)], '2/4'],
    ['has another order', [pod(0, pending), gone(1), pod(2, running), pod(20, failed)], '2/4'],
    ['has another text', [pod(0, pending), pod(2, running), pod(20, { phase: 'Succeeded' }), gone(21)], '3/4'],
    ['has one change at another time', [pod(0, pending), pod(4, running), pod(20, failed), gone(21)], '3/4'],
    ['ends too late', [pod(0, pending), pod(2, running), pod(20, failed), gone(24)], '3/4'],
    ['is not there', [], '0/4'],
  ])('that %s is not', (_, played, counts) => {
    expect(verdict([history], played)[0]).toBe(counts);
  });

  it('that comes later as a whole is late once', () => {
    const late = history.map((seen) => ({ ...seen, t: seen.t + 3 }));
    expect(verdict([history], late)).toEqual(['3/4']);
  });

  it('tells besides what no recording shows', () => {
    const more = [...history.slice(0, 2), pod(9, { ...running, reason: 'Odd' }), ...history.slice(2)];
    expect(verdict([history], more)).toEqual(['3/4', 'MODIFIED reason=Odd', 'MODIFIED ip=- phase=Failed reason=-']);
  });

  it('is compared as long as the recording lasts', () => {
    expect(verdict([history], [...history, pod(61, pending)])).toEqual(['4/4']);
    expect(verdict([history], [...history, pod(59, running)])[1]).toContain('ADDED');
  });

  it('of a Node has no entry where nothing changes', () => {
    const node = (t: number, ready: string): Seen => ({ ...pod(t, { ready }, 'worker233'), kind: 'Node' });
    expect(verdict([[node(5, 'True'), node(9, 'False')]], [node(9, 'False')], [node(0, 'True')])).toEqual(['1/1']);
  });
});

describe('several recordings', () => {
  const skipping = [pod(0, pending), pod(20, failed), gone(21)];

  it('demand only what all of them show', () => {
    const recorded = [history, [pod(0, pending), pod(2, running), gone(21)]];
    expect(verdict(recorded, [pod(0, pending), pod(2, running), gone(21)])).toEqual(['3/3']);
    expect(verdict(recorded, skipping)[0]).toBe('2/3');
  });

  it('give the room that lies between them', () => {
    const later = [pod(0, pending), pod(9, running), pod(27, failed), gone(28)];
    const between = [pod(0, pending), pod(5, running), pod(23, failed), gone(24)];
    expect(verdict([history, later], between)).toEqual(['4/4']);
    expect(verdict([history], between)).not.toEqual(['4/4']);
  });

  it('know generated names by what they did', () => {
    const one = [pod(0, pending, 'web-bcdf2'), pod(1, pending, 'web-ghjk4'), pod(2, failed, 'web-ghjk4')];
    const other = [pod(0, pending, 'web-ghjk4'), pod(1, pending, 'web-bcdf2'), pod(2, failed, 'web-bcdf2')];
    expect(verdict([one], other)).toEqual(['3/3']);
    expect(verdict([one], [...other.slice(0, 2), pod(2, failed, 'web-ghjk4')])).not.toEqual(['3/3']);
  });
});

describe('probes', () => {
  const every5 = [unhealthy(4, 1), unhealthy(9, 2), unhealthy(14, 3)];

  it('may begin up to a period away, but keep their rhythm', () => {
    const shifted = every5.map((seen) => ({ ...seen, t: seen.t + 4 }));
    expect(verdict([every5], shifted)).toEqual(['3/3']);
    const slower = [unhealthy(4, 1), unhealthy(9.5, 2), unhealthy(14.5, 3)];
    expect(verdict([every5], slower)).toEqual(['2/3']);
    const tooLate = every5.map((seen) => ({ ...seen, t: seen.t + 8 }));
    expect(verdict([every5], tooLate)).toEqual(['2/3']);
  });
});

describe('back-off', () => {
  const wait = (t: number) => [
    pod(0, { containers: { app: { state: 'waiting:CrashLoopBackOff' } } }),
    pod(t, { containers: { app: { state: 'running' } } }),
  ];

  it('is stretched up to one and a half times', () => {
    expect(verdict([wait(20)], wait(29))).toEqual(['2/2']);
    expect(verdict([wait(20)], wait(14.5))).toEqual(['2/2']);
    expect(verdict([wait(20)], wait(34))).toEqual(['1/2']);
    expect(verdict([wait(20)], wait(9))).toEqual(['1/2']);
  });
});
