// Plays a recorded case on a fresh cluster at full speed: its steps at their times, one after the other.
import { posix } from 'node:path';
import { SECOND, after, type Micros } from '../../main/engine/kernel/time.ts';
import { ClusterClient, type TerminalCluster } from '../../main/shell/terminal/cluster-client.ts';
import { diskSource } from '../../main/shell/terminal/disk-source.ts';
import { filesSeenFrom } from '../../main/shell/terminal/folder-files.ts';
import { startKubectl } from '../../main/shell/terminal/kubectl-program.ts';
import { Terminal } from '../../main/shell/terminal/terminal.ts';
import { OverlayTree } from '../../main/shell/terminal/overlay-tree.ts';
import { atFullSpeed } from '../../main/shell/time/full-speed.ts';
import type { CommandResult } from './command-result.ts';
import { makeNamespace } from './make-namespace.ts';
import { meets } from './meets.ts';
import { recordedKubeconfig } from './recorded-kubeconfig.ts';
import type { CaseStep, RecordedCase, RunStep, WaitStep } from './recorded.ts';
import { splitWords } from './words.ts';

/** What came of a step. Of one that waits: whether it got what it waited for, and the last answer. */
export type StepResult = CommandResult & { readonly met?: boolean };

export interface CaseResult {
  readonly steps: readonly StepResult[];
  /** `kubectl get … -o json` of what was recorded at the end. */
  readonly objects: Readonly<Record<string, CommandResult>>;
  readonly cluster: TerminalCluster;
}

const POLL_US = 250_000;
/** A command that never ends is stopped, so that the others get their turn. */
const LIMIT_US = 300 * SECOND;
/** Of a command that was stopped or fell over its own feet. */
const NO_EXIT_CODE = 137;

/** Plays the case that lies in `folder`. */
export async function playCase(folder: string, recorded: RecordedCase, cluster: TerminalCluster): Promise<CaseResult> {
  const player = new CasePlayer(folder, cluster);
  const advance = (to: Micros) => {
    cluster.cluster.runUntil(to);
    cluster.logBook.add(cluster.cluster.takeRecords());
  };
  return atFullSpeed(() => player.play(recorded), cluster.sleepers, advance);
}

class CasePlayer {
  readonly #folder: string;
  readonly #held: TerminalCluster;
  readonly #client: ClusterClient;
  readonly #tree = new OverlayTree([diskSource]);
  readonly #env = { HOME: '/root', KUBECONFIG: '/root/.kube/config' };
  /** Where editors and the like are run. */
  readonly #terminal: Terminal;

  constructor(folder: string, held: TerminalCluster) {
    this.#folder = folder;
    this.#held = held;
    this.#client = new ClusterClient(held);
    const nowhere = () => undefined;
    const around = { held, client: this.#client, tree: this.#tree, folder, env: this.#env };
    this.#terminal = new Terminal({ ...around, out: nowhere, err: nowhere, trace: false });
    this.#tree.write(this.#env.KUBECONFIG, new TextEncoder().encode(recordedKubeconfig(this.#client.serverUrl)));
  }

  async play({ steps, namespaces, observed }: RecordedCase): Promise<CaseResult> {
    const { store } = this.#held.cluster.server;
    for (const namespace of namespaces) await makeNamespace(namespace, this.#client, store);
    const start = this.#client.now;
    const results: Promise<StepResult>[] = [];
    for (const step of steps) {
      await this.#sleepUntil(after(start, step.at * SECOND));
      const result = this.#play(step);
      results.push(result);
      if (!isBackground(step)) await result;
    }
    const done = await Promise.all(results);
    const objects: Record<string, CommandResult> = {};
    for (const what of Object.keys(observed.objects ?? {})) {
      objects[what] = await this.#run(getJson(what, namespaces[0]), {}, LIMIT_US);
    }
    return { steps: done, objects, cluster: this.#held };
  }

  #play(step: CaseStep): Promise<StepResult> {
    if ('wait_for' in step) return this.#wait(step);
    const { background_for: background, limit } = step;
    const limitUs = (background ?? limit ?? LIMIT_US / SECOND) * SECOND;
    return this.#run(splitWords(step.run), step, limitUs);
  }

  async #wait(step: WaitStep): Promise<StepResult> {
    const words = splitWords(step.wait_for);
    const end = after(this.#client.now, step.timeout * SECOND);
    for (;;) {
      const result = await this.#run(words, {}, LIMIT_US);
      const met = meets(step, result);
      if (met || this.#client.now >= end) return { ...result, met };
      await this.#client.sleep(POLL_US);
    }
  }

  /** Runs kubectl; when it has not ended in time it is stopped as by Ctrl-C. */
  async #run(
    words: readonly string[],
    given: Partial<Pick<RunStep, 'stdin' | 'env'>>,
    limitUs: number,
  ): Promise<CommandResult> {
    const stop = new AbortController();
    const ended = new AbortController();
    let [stdout, stderr] = ['', ''];
    const surroundings = {
      stdin: () => given.stdin ?? '',
      out: (text: string) => void (stdout += text),
      err: (text: string) => void (stderr += text),
      env: { ...this.#env, ...given.env },
      files: filesSeenFrom(this.#folder, this.#tree),
      spawn: async (command: string, args: readonly string[]) => {
        const result = await this.#terminal.spawn(posix.basename(command), args);
        surroundings.out(result.stdout);
        surroundings.err(result.stderr);
        return result.exitCode;
      },
      signal: stop.signal,
    };
    const stopped = this.#client.sleep(limitUs, ended.signal).then(() => {
      stop.abort();
      return NO_EXIT_CODE;
    });
    const crashed = (error: unknown) => {
      stderr += `oracle: kubectl crashed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`;
      return NO_EXIT_CODE;
    };
    const kubectl = startKubectl(words.slice(1), surroundings, this.#client).catch(crashed);
    const exit = await Promise.race([kubectl, stopped]);
    ended.abort();
    return { exit, stdout, stderr };
  }

  async #sleepUntil(moment: Micros): Promise<void> {
    if (moment > this.#client.now) await this.#client.sleep(moment - this.#client.now);
  }
}

function isBackground(step: CaseStep): boolean {
  return 'run' in step && step.background_for !== undefined;
}

function getJson(what: string, namespace: string | undefined): readonly string[] {
  return ['kubectl', ...(namespace === undefined ? [] : ['-n', namespace]), 'get', what, '-o', 'json'];
}
