// A cluster that is served to real clients, and whose time is in the hands of who plays a case.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { ApiListener } from '../../../main/apiserver/api-listener.ts';
import { MILLISECOND, type Micros, SECOND, after } from '../../../main/engine/kernel/time.ts';
import { SessionDoor } from '../../../main/host/api/session-door.ts';
import { callAnswerer } from '../../../main/host/calls.ts';
import { openSession, restoreLive } from '../../../main/host/opening.ts';
import { SessionHost } from '../../../main/host/session-host.ts';
import { systemClock } from '../../../main/host/wall-clock.ts';

const PRESET = 'oracle';
const SEED = 1;
/** The recorded cluster was no newcomer: its components have long found their rest. */
const SETTLE_US = 30 * SECOND;
/** Time is let go in steps, so that those who watch see what happens in its order. */
const STEP_US = 250 * MILLISECOND;

/** Where clusters are made from: a session that has come up. */
export class RealClusters {
  readonly #folder = mkdtempSync(join(tmpdir(), 'kubarium-oracle-'));
  #count = 0;

  /** Boots the cluster from which all others are made. */
  static async boot(): Promise<RealClusters> {
    const clusters = new RealClusters();
    const cluster = open(clusters.#booted);
    await cluster.passUntil(after(cluster.now, SETTLE_US));
    cluster.host.close();
    return clusters;
  }

  get #booted(): string {
    return join(this.#folder, 'booted.kubarium');
  }

  /** A fresh cluster that is served. */
  async fresh(): Promise<RealCluster> {
    const path = join(this.#folder, `case-${String(++this.#count)}.kubarium`);
    copyFileSync(this.#booted, path);
    const cluster = open(path);
    await cluster.serve();
    return cluster;
  }

  close(): void {
    rmSync(this.#folder, { recursive: true });
  }
}

function open(path: string): RealCluster {
  const opened = openSession({ path, create: { name: 'oracle', preset: PRESET, seed: SEED }, paused: true });
  if (!opened.ok) throw new Error(opened.problem.message);
  const host = new SessionHost({
    live: opened.value.live,
    wallClock: systemClock,
    answer: callAnswerer(),
    restore: restoreLive,
    onProblem: (problem) => {
      throw new Error(problem.message);
    },
    onStopped: (error) => {
      throw error;
    },
  });
  return new RealCluster(host);
}

export class RealCluster {
  readonly host: SessionHost;
  readonly #door: SessionDoor;
  #listener: ApiListener | undefined;

  constructor(host: SessionHost) {
    this.host = host;
    this.#door = new SessionDoor(host);
  }

  get now(): Micros {
    return this.host.live.now;
  }

  /** Where clients find it. Throws Error before it is served. */
  get listener(): ApiListener {
    if (!this.#listener) throw new Error('the cluster is not served');
    return this.#listener;
  }

  async serve(): Promise<void> {
    this.#listener = await ApiListener.open(this.#door);
  }

  /** Lets time pass to `moment` as fast as it goes. */
  async passUntil(moment: Micros): Promise<void> {
    while (this.now < moment) {
      this.host.live.advance(Math.min(moment, after(this.now, STEP_US)) as Micros, () => false);
      this.host.pause(); // a turn, in which what happened is put on record
      await setImmediate();
      await setImmediate();
    }
  }

  async close(): Promise<void> {
    await this.#listener?.close();
    this.#door.close();
    this.host.close();
  }
}
