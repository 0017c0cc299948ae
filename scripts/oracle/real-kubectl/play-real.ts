// Plays a recorded case with kubectl itself: its steps at their times, one after the other. While a command runs, virtual time
// goes on beside it; between commands it leaps.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { MILLISECOND, type Micros, SECOND, after } from '../../../main/engine/kernel/time.ts';
import type { CommandResult } from '../command-result.ts';
import { meets } from '../meets.ts';
import type { StepResult } from '../play-case.ts';
import type { CaseStep, RecordedCase, RunStep, WaitStep } from '../recorded.ts';
import { splitWords } from '../words.ts';
import type { RealCluster } from './real-cluster.ts';
import { realKubeconfig } from './real-kubeconfig.ts';
import { start } from './real-process.ts';

const POLL_US = 250 * MILLISECOND;
const READY_MAX_US = 5 * SECOND;
const LIMIT_SECONDS = 300;
/** Virtual seconds a second while a command runs: less than one, as what takes long here need not have taken long there. */
const SPEED = 0.5;
/** Commands that still run after this long wait for something, which may come sooner. */
const QUICK_MS = 1_500;
const WAITING_SPEED = 4;
const LOOK_MS = 20;

/** Plays the case that lies in `folder`; `path` is where programs are found. */
export async function playReal(
  folder: string,
  recorded: RecordedCase,
  cluster: RealCluster,
  path: string,
): Promise<readonly StepResult[]> {
  const home = mkdtempSync(join(tmpdir(), 'kubarium-oracle-home-'));
  try {
    const player = new RealPlayer(cluster, home, path);
    player.prepare(folder);
    return await player.play(recorded);
  } finally {
    rmSync(home, { recursive: true });
  }
}

class RealPlayer {
  readonly #cluster: RealCluster;
  readonly #folder: string;
  readonly #env: Readonly<Record<string, string>>;
  /** When the last of the commands that run beside others is stopped. */
  #besideUntil = 0 as Micros;

  constructor(cluster: RealCluster, home: string, path: string) {
    this.#cluster = cluster;
    this.#folder = join(home, 'case');
    const KUBECONFIG = join(home, '.kube', 'config');
    this.#env = { HOME: home, KUBECONFIG, PATH: `${path}:/usr/local/bin:/usr/bin:/bin` };
  }

  /** Lays out what commands read, so that they may write, too. */
  prepare(folder: string): void {
    cpSync(folder, this.#folder, { recursive: true });
    const { KUBECONFIG = '' } = this.#env;
    mkdirSync(join(KUBECONFIG, '..'));
    writeFileSync(KUBECONFIG, realKubeconfig(this.#cluster.listener.endpoint));
  }

  async play({ steps, namespaces }: RecordedCase): Promise<readonly StepResult[]> {
    for (const namespace of namespaces) await this.#makeNamespace(namespace);
    const begin = this.#cluster.now;
    const results: Promise<StepResult>[] = [];
    for (const step of steps) {
      await this.#cluster.passUntil(after(begin, step.at * SECOND));
      const isBackground = 'run' in step && step.background_for !== undefined;
      const result = this.#play(step);
      results.push(result);
      if (isBackground) await this.#settle();
      else await result;
    }
    await this.#cluster.passUntil(this.#besideUntil);
    return Promise.all(results);
  }

  async #makeNamespace(name: string): Promise<void> {
    await this.#run(['kubectl', 'create', 'namespace', name], {}, LIMIT_SECONDS);
    const { store } = this.#cluster.host.live.cluster.server;
    const isReady = () =>
      store.get('serviceaccounts', `${name}/default`) !== undefined &&
      store.get('configmaps', `${name}/kube-root-ca.crt`) !== undefined;
    const end = after(this.#cluster.now, READY_MAX_US);
    while (!isReady() && this.#cluster.now < end) await this.#cluster.passUntil(after(this.#cluster.now, POLL_US));
  }

  #play(step: CaseStep): Promise<StepResult> {
    if ('wait_for' in step) return this.#wait(step);
    const { run, limit, background_for: background } = step;
    if (background === undefined) return this.#run(splitWords(run), step, limit ?? LIMIT_SECONDS);
    return this.#runBeside(splitWords(run), step, background);
  }

  async #wait(step: WaitStep): Promise<StepResult> {
    const words = splitWords(step.wait_for);
    const end = after(this.#cluster.now, step.timeout * SECOND);
    for (;;) {
      const result = await this.#run(words, {}, LIMIT_SECONDS);
      const met = meets(step, result);
      if (met || this.#cluster.now >= end) return { ...result, met };
      await this.#cluster.passUntil(after(this.#cluster.now, POLL_US));
    }
  }

  /** Runs a command to its end, or until it has had its time. */
  async #run(
    words: readonly string[],
    given: Partial<Pick<RunStep, 'stdin' | 'env'>>,
    limitSeconds: number,
  ): Promise<CommandResult> {
    const { host } = this.#cluster;
    const end = after(this.#cluster.now, limitSeconds * SECOND);
    const process = this.#start(words, given);
    const state = { isOver: false };
    const result = process.result.finally(() => {
      state.isOver = true;
    });
    host.setSpeed(SPEED);
    host.play();
    const begunMs = performance.now();
    while (!state.isOver) {
      if (this.#cluster.now >= end) process.stop();
      const isSlow = performance.now() - begunMs > QUICK_MS;
      if (isSlow && host.clock.speed === SPEED && !keepsTime(words)) host.setSpeed(WAITING_SPEED);
      await pause(LOOK_MS);
    }
    host.pause();
    return this.#told(await result);
  }

  /** Runs a command beside others for so many virtual seconds. */
  async #runBeside(words: readonly string[], given: RunStep, seconds: number): Promise<CommandResult> {
    const end = after(this.#cluster.now, seconds * SECOND);
    if (end > this.#besideUntil) this.#besideUntil = end;
    const process = this.#start(words, given);
    const leave = this.#cluster.host.observe({
      onRecords: () => {
        if (this.#cluster.now >= end) process.stop();
      },
      onRestored: () => undefined,
    });
    const result = await process.result;
    leave();
    return this.#told(result);
  }

  /** Time for a command that runs beside others to begin. */
  async #settle(): Promise<void> {
    const { host } = this.#cluster;
    host.setSpeed(SPEED);
    host.play();
    await pause(QUICK_MS / 2);
    host.pause();
  }

  #start(words: readonly string[], { stdin = '', env = {} }: Partial<Pick<RunStep, 'stdin' | 'env'>>) {
    return start(words, { folder: this.#folder, env: { ...this.#env, ...env }, stdin });
  }

  /** What it told, as if it had found the server where the cluster has it. */
  #told(result: CommandResult): CommandResult {
    const { host } = new URL(this.#cluster.listener.endpoint.url);
    const { apiServerAddress } = this.#cluster.host.live.cluster.server.settings;
    const told = (text: string) => text.replaceAll(host, apiServerAddress);
    return { ...result, stdout: told(result.stdout), stderr: told(result.stderr) };
  }
}

/** Whether a command looks at the clock on the wall, so that time may not run away from it. */
const keepsTime = (words: readonly string[]): boolean => words.some((word) => /^--(timeout|grace-period)/.test(word));
