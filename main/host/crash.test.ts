// The host as a process of its own, killed without warning at random moments: every change that it acknowledged is
// there afterwards, and the history goes on as if nothing had happened.
import { type ChildProcess, fork } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';
import type { HostMessage } from '../../preload/contract/bridge.ts';
import type { Outcome } from '../../preload/contract/problems.ts';
import { SessionFile } from '../store/session-file.ts';
import { type HostArguments, type HostOrder, type HostReport, HOST_EXIT, writeHostArguments } from './control.ts';
import { freshFolder, openHost } from './testing/open-host.ts';

const KILLS = 20;
const root = resolve(import.meta.dirname, '../..');
/** Where `better-sqlite3` and the resources are found from. */
const folder = join(root, 'node_modules', '.cache', 'host-under-test');

/** Builds the host's program as it ships, of the sources as they are now; answers its path. */
async function builtHost(): Promise<string> {
  const name = `host-${String(process.pid)}.mjs`;
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(root, 'main', 'host', 'process.ts'),
      outDir: folder,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: { external: ['better-sqlite3'], output: { format: 'es', entryFileNames: name } },
    },
    ssr: { noExternal: true, external: ['better-sqlite3'] },
  });
  return join(folder, name);
}

let program: string;
beforeAll(async () => {
  program = await builtHost();
}, 60_000);

/** A host in a child process, with a window's line to it. */
class HostChild {
  readonly process: ChildProcess;
  readonly reports: HostReport[] = [];
  readonly #answers = new Map<number, (outcome: Outcome<unknown>) => void>();
  #onReport: () => void = () => undefined;
  #lastId = 0;

  constructor(given: HostArguments) {
    this.process = fork(program, [writeHostArguments(given)], { stdio: 'inherit' });
    this.process.on('message', (report: HostReport) => {
      this.#hear(report);
    });
  }

  async ready(): Promise<void> {
    this.order({ type: 'connect' });
    while (!this.reports.some(({ type }) => type === 'ready' || type === 'failed')) {
      await new Promise<void>((resolve) => {
        this.#onReport = resolve;
      });
    }
    expect(this.reports.find(({ type }) => type === 'failed')).toBeUndefined();
  }

  /** Resolves when the host acknowledges; never, when it dies first. */
  call(call: string, payload: unknown): Promise<Outcome<unknown>> {
    const id = ++this.#lastId;
    this.order({ type: 'window', message: { id, call, payload } });
    return new Promise((resolve) => {
      this.#answers.set(id, resolve);
    });
  }

  order(order: HostOrder): void {
    if (this.process.connected) this.process.send(order, () => undefined);
  }

  exited(): Promise<number | null> {
    return new Promise((resolve) => {
      this.process.on('exit', resolve);
    });
  }

  #hear(report: HostReport): void {
    if (report.type !== 'window') {
      this.reports.push(report);
      this.#onReport();
      return;
    }
    const message = report.message as HostMessage;
    if (message.type === 'answer') this.#answers.get(message.id)?.(message.outcome as Outcome<unknown>);
    else if ('number' in message) this.order({ type: 'window', message: { type: 'seen', number: message.number } });
  }
}

const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;

/** Makes changes as fast as they are taken, until the host is gone; answers which were acknowledged. */
async function change(host: HostChild, round: number): Promise<string[]> {
  const acknowledged: string[] = [];
  const gone = host.exited();
  for (let burst = 0; host.process.exitCode === null && host.process.signalCode === null; burst++) {
    const names = Array.from({ length: 20 }, (_, index) => `change-${round}-${burst}-${index}`);
    const calls = names.map(async (name) => {
      const payload = { text: configMap(name), file: 'change.yaml', namespace: 'default' };
      const outcome = await host.call('cluster:apply-manifest', payload);
      if (outcome.ok) acknowledged.push(name);
    });
    await Promise.race([Promise.all(calls), gone]);
  }
  return acknowledged;
}

function configMapsIn(path: string): Set<string> {
  const { host } = openHost(path);
  const names = [...host.live.projection.objects.all('configmaps')].map(({ metadata }) => metadata?.name ?? '');
  host.close();
  return new Set(names);
}

describe('a host that is killed', () => {
  it(`has kept every change that it acknowledged, ${KILLS} times over`, { timeout: 240_000 }, async () => {
    const path = join(freshFolder(), 'crash.kubarium');
    const create = { name: 'crash', preset: 'tutorial', seed: 7 };
    const kept: string[] = [];
    for (let round = 0; round < KILLS; round++) {
      const host = new HostChild({ path, create, paused: false });
      await host.ready();
      const aliveMs = randomInt(400);
      const changed = change(host, round);
      await sleep(aliveMs);
      host.process.kill('SIGKILL');
      kept.push(...(await changed));
      const there = configMapsIn(path);
      const lost = kept.filter((name) => !there.has(name));
      expect(lost, `lost when killed ${aliveMs} ms after round ${round} began`).toEqual([]);
    }
    expect(kept.length).toBeGreaterThan(KILLS);
  });

  it('leaves a file that replays as it was lived', { timeout: 60_000 }, async () => {
    const path = join(freshFolder(), 'replay.kubarium');
    const host = new HostChild({ path, create: { name: 'replay', preset: 'tutorial', seed: 8 }, paused: false });
    await host.ready();
    const changed = change(host, 0);
    await sleep(500);
    host.process.kill('SIGKILL');
    await changed;
    // Opening compares every record since the last keyframe with those of the engine run again.
    expect(configMapsIn(path).size).toBeGreaterThan(0);
  });

  it('closes in order when it is asked to', { timeout: 60_000 }, async () => {
    const path = join(freshFolder(), 'close.kubarium');
    const host = new HostChild({ path, create: { name: 'close', preset: 'tutorial', seed: 9 }, paused: false });
    await host.ready();
    const exited = host.exited();
    host.order({ type: 'close' });
    expect(await exited).toBe(HOST_EXIT.closed);
    const opened = SessionFile.open(path, { mode: 'read' });
    expect(opened).toMatchObject({ ok: true, value: { damage: undefined } });
    if (!opened.ok) return;
    const { session } = opened.value;
    expect(session.newestEngineKeyframe()?.seq).toBe(session.head.seq);
    session.close();
  });

  it('says why it cannot open a session, and ends', { timeout: 60_000 }, async () => {
    const host = new HostChild({ path: join(freshFolder(), 'nothing.kubarium'), paused: false });
    expect(await host.exited()).toBe(HOST_EXIT.refused);
    expect(host.reports).toMatchObject([{ type: 'failed', problem: { code: 'session-missing' } }]);
  });
});
