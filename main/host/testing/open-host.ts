// A session host for tests: a real cluster in a real file, a wall clock that is turned by hand, and a window that
// remembers what it was told.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostMessage } from '../../../preload/contract/bridge.ts';
import type { Outcome, Problem } from '../../../preload/contract/problems.ts';
import { callAnswerer } from '../calls.ts';
import type { LiveCluster } from '../live-cluster.ts';
import { openSession, restoreLive } from '../opening.ts';
import { SessionHost } from '../session-host.ts';
import type { WindowPort } from '../transport.ts';
import { HandClock } from './hand-clock.ts';

/** A folder that goes with the process. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kubarium-host-'));
  process.on('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

export interface TestHost {
  readonly host: SessionHost;
  readonly clock: HandClock;
  readonly problems: Problem[];
}

/** Opens the session at `path`, which is made with `seed` if it is not there; paused. */
export function openHost(path = join(freshFolder(), 'test.kubarium'), seed = 1): TestHost {
  const opened = openSession({ path, create: { name: 'test', preset: 'tutorial', seed }, paused: true });
  if (!opened.ok) throw new Error(`${opened.problem.where} ${opened.problem.message}`);
  return hostOn(opened.value.live);
}

export function hostOn(live: LiveCluster): TestHost {
  const clock = new HandClock();
  const problems: Problem[] = [];
  const host = new SessionHost({
    live,
    wallClock: clock,
    answer: callAnswerer(),
    restore: restoreLive,
    onProblem: (problem) => problems.push(problem),
    onStopped: (error) => {
      throw error;
    },
  });
  return { host, clock, problems };
}

/** The window's end of a line. */
export class TestWindow implements WindowPort {
  readonly messages: HostMessage[] = [];
  /** Whether it says at once that it has taken in what it was told. */
  attentive = true;
  #hear: (message: unknown) => void = () => undefined;
  #lastId = 0;

  send(message: HostMessage): void {
    // As a port does: what was sent is the receiver's own.
    this.messages.push(structuredClone(message));
    if ('number' in message && this.attentive) this.say({ type: 'seen', number: message.number });
  }

  listen(onMessage: (message: unknown) => void): void {
    this.#hear = onMessage;
  }

  say(message: unknown): void {
    this.#hear(message);
  }

  /** Calls the host; `clock` is turned until the answer is there. */
  async call(clock: HandClock, call: string, payload: unknown): Promise<Outcome<unknown>> {
    const id = ++this.#lastId;
    this.say({ id, call, payload });
    for (let turn = 0; turn < 100; turn++) {
      const answer = this.messages.find((message) => message.type === 'answer' && message.id === id);
      if (answer?.type === 'answer') return answer.outcome as Outcome<unknown>;
      // At first no time passes: only what is told once a frame needs some.
      clock.pass(turn === 0 ? 0 : 1);
      await new Promise(setImmediate);
    }
    throw new Error(`${call} was not answered`);
  }
}
