// `kubarium serve`: a session without a window, for kubectl and other real clients.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Outcome, type Problem, fail, problemText, succeed } from '../../../preload/contract/problems.ts';
import { ApiListener } from '../../apiserver/api-listener.ts';
import type { Endpoint } from '../../apiserver/kubeconfig.ts';
import { NodePorts } from '../../apiserver/node-ports/node-ports.ts';
import { mergeKubeconfig } from '../../host/api/merge-kubeconfig.ts';
import { personsKubeconfig } from '../../host/api/persons-kubeconfig.ts';
import { SessionDoor } from '../../host/api/session-door.ts';
import { callAnswerer } from '../../host/calls.ts';
import { type OpenedLive, openSession, restoreLive } from '../../host/opening.ts';
import { refusal } from '../../host/refusals.ts';
import { SessionHost } from '../../host/session-host.ts';
import { systemClock } from '../../host/wall-clock.ts';
import { type SourcedDocument, readManifests } from '../manifests.ts';
import type { ClusterChoice } from '../run-command.ts';
import type { Terminal } from '../terminal.ts';
import { writeKubeconfig } from '../../host/api/write-kubeconfig.ts';

export interface ServeOptions extends ClusterChoice {
  /** Manifests to apply: files, folders, or `-`. */
  readonly file?: readonly string[] | undefined;
  /** Where the kubeconfig is written. */
  readonly kubeconfig?: string | undefined;
  /** 0 for any that is free. */
  readonly port: number;
  /** Virtual seconds a second; 0 is as fast as it goes. */
  readonly speed: number;
  /** Whether node ports are opened on this machine, too. */
  readonly nodePorts?: boolean | undefined;
  /** Whether the server is added to the kubeconfig that the person has; what it was is kept. */
  readonly mergeKubeconfig?: boolean | undefined;
}

/** Serves until `stop` is aborted, or the engine stops; answers the exit code. */
export async function serveCommand(
  options: ServeOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<Outcome<number>> {
  // All that can be wrong with the input is found before anything is made.
  const documents = readManifests(options.file ?? [], terminal);
  if (!documents.ok) return documents;
  const folder = mkdtempSync(join(tmpdir(), 'kubarium-serve-'));
  try {
    return await serveIn(folder, options, documents.value, terminal, stop);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `folder` holds what is gone when the server stops. */
async function serveIn(
  folder: string,
  options: ServeOptions,
  documents: readonly SourcedDocument[],
  terminal: Terminal,
  stop: AbortSignal,
): Promise<Outcome<number>> {
  const path = resolve(options.session ?? join(folder, 'serve.kubarium'));
  const { preset, seed } = options;
  const opened = openSession({ path, create: { name: 'serve', preset, seed }, paused: true });
  if (!opened.ok) return opened;
  const served = new ServedSession(opened.value, terminal);
  const applied = await served.apply(documents);
  if (!applied.ok) {
    served.close();
    return applied;
  }
  const kubeconfig = options.kubeconfig ?? (options.session ? `${path}.kubeconfig` : join(folder, 'kubeconfig'));
  const ended = await served.serve({ ...options, kubeconfig }, stop);
  const closed = served.close();
  return ended.ok ? (closed.ok ? succeed(0) : closed) : ended;
}

class ServedSession {
  readonly #host: SessionHost;
  readonly #terminal: Terminal;
  /** Comes true when the engine cannot go on. */
  readonly #broken = new AbortController();
  #problem: Problem | undefined;

  constructor({ live, damage }: OpenedLive, terminal: Terminal) {
    this.#terminal = terminal;
    this.#host = new SessionHost({
      live,
      wallClock: systemClock,
      answer: callAnswerer(),
      restore: restoreLive,
      onProblem: (problem) => {
        this.#say(problem);
      },
      onStopped: (error) => {
        this.#problem = fail('internal', error instanceof Error ? error.message : String(error)).problem;
        this.#broken.abort();
      },
    });
    if (damage) this.#say(damage);
  }

  /** Applies all documents or, if one is refused, none. */
  async apply(documents: readonly SourcedDocument[]): Promise<Outcome<void>> {
    if (documents.length === 0) return succeed(undefined);
    const all = documents.map(({ document }) => document);
    const done = await this.#host.submit({ type: 'apply', documents: all, namespace: 'default' });
    if (!done.ok) return done;
    if (done.value.ok) return succeed(undefined);
    const { status } = done.value;
    const refused =
      'applied' in done.value ? done.value.applied?.find(({ action }) => action === 'refused') : undefined;
    return refusal(status, refused && documents[refused.index]?.where);
  }

  /** Lets time pass and clients in until `stop` is aborted. */
  async serve(
    { port, speed, kubeconfig, nodePorts, mergeKubeconfig: merges }: ServeOptions & { readonly kubeconfig: string },
    stop: AbortSignal,
  ): Promise<Outcome<void>> {
    const door = new SessionDoor(this.#host);
    const listener = await opened(door, port);
    if (!listener.ok) return listener;
    const { endpoint } = listener.value;
    const kept = writeKubeconfig(resolve(kubeconfig), endpoint);
    const written = kept.ok && merges === true ? this.#merge(endpoint) : kept;
    const openPorts = nodePorts === true ? this.#openNodePorts(door) : undefined;
    if (written.ok) {
      this.#host.setSpeed(speed);
      this.#host.play();
      this.#terminal.print(`Ready: ${endpoint.url} KUBECONFIG=${resolve(kubeconfig)}\n`);
      await aborted(AbortSignal.any([stop, this.#broken.signal]));
    }
    openPorts?.close();
    await listener.value.close();
    door.close();
    return this.#problem ? { ok: false, problem: this.#problem } : written;
  }

  close(): Outcome<void> {
    return this.#host.close();
  }

  #merge(endpoint: Endpoint): Outcome<void> {
    const merged = mergeKubeconfig(personsKubeconfig(), endpoint);
    if (!merged.ok) return merged;
    const { path, backup } = merged.value;
    const kept = backup === undefined ? '' : `; what it was is in ${backup}`;
    this.#terminal.say(`kubarium: added to ${path}${kept}`);
    return succeed(undefined);
  }

  #openNodePorts(door: SessionDoor): NodePorts {
    return new NodePorts(door, {
      onBusy: (port, why) => {
        this.#terminal.say(`kubarium: the node port ${String(port)} is not open on this computer: ${why}`);
      },
    });
  }

  #say(problem: Problem): void {
    this.#terminal.say(`kubarium: ${problemText(problem)}`);
  }
}

async function opened(door: SessionDoor, port: number): Promise<Outcome<ApiListener>> {
  try {
    return succeed(await ApiListener.open(door, port));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return fail('port-unavailable', `the port ${String(port)} cannot be used: ${why}.`, {
      hint: 'Name another one, or 0 for any that is free.',
      params: { port },
    });
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else
      signal.addEventListener('abort', () => {
        resolve();
      });
  });
}
