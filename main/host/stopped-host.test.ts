// A host whose engine has stopped.
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { SessionFile } from '../store/session-file.ts';
import { callAnswerer } from './calls.ts';
import { openSession, restoreLive } from './opening.ts';
import { SessionHost } from './session-host.ts';
import { HandClock } from './testing/hand-clock.ts';
import { freshFolder, openHost } from './testing/open-host.ts';

it('keeps nothing more when it is closed, and closes the file', () => {
  const path = join(freshFolder(), 'stopped.kubarium');
  const { host, clock } = openHost(path);
  vi.spyOn(host.live, 'advance').mockImplementation(() => {
    throw new Error('invariant');
  });
  const [commit, keepEngine] = [vi.spyOn(host.live, 'commit'), vi.spyOn(host.live, 'keepEngine')];
  host.play();
  expect(() => {
    clock.pass(100);
  }).toThrow('invariant');
  expect(host.close().ok).toBe(true);
  expect(commit).not.toHaveBeenCalled();
  expect(keepEngine).not.toHaveBeenCalled();
  const opened = SessionFile.open(path, { mode: 'read' });
  expect(opened.ok).toBe(true);
  if (opened.ok) opened.value.session.close();
});

it('tells everybody who waits for an answer, and everybody who comes later', async () => {
  const clock = new HandClock();
  const opened = openSession({
    path: join(freshFolder(), 'waits.kubarium'),
    create: { name: 'test', preset: 'tutorial', seed: 1 },
    paused: true,
  });
  if (!opened.ok) throw new Error(opened.problem.message);
  const { live } = opened.value;
  const stopped: unknown[] = [];
  const host = new SessionHost({
    live,
    wallClock: clock,
    answer: callAnswerer(),
    restore: restoreLive,
    onProblem: () => undefined,
    onStopped: (error) => stopped.push(error),
  });
  vi.spyOn(live, 'commit').mockImplementation(() => {
    throw new Error('invariant');
  });
  const waiting = host.submit({ type: 'power-on' });
  clock.pass(100);
  const told = { ok: false, problem: { code: 'internal', message: 'invariant' } };
  expect(await waiting).toMatchObject(told);
  expect(await host.submit({ type: 'power-on' })).toMatchObject(told);
  expect(stopped).toHaveLength(1);
  host.close();
});
