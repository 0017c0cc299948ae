// The containers of one machine: how they are started and stopped, what is run in them besides, and what can be read of
// them.
import type { Json } from '../../kernel/json.ts';
import { SECOND } from '../../kernel/time.ts';
import { type Container, type ContainerConfig, newContainer } from '../container.ts';
import { randomId } from '../digest.ts';
import type { ExecRequest, ExecStart } from '../exec.ts';
import { type Sandbox, refOf } from '../sandbox.ts';
import type { Sandboxes } from '../sandboxes.ts';
import { Execs } from './execs.ts';
import type { Processes } from './processes.ts';
import type { MachineWorld } from './world.ts';

export type StartOutcome =
  | { readonly ok: true; readonly id: string }
  /** The container is there, but its process could not be started. */
  | { readonly ok: false; readonly message: string };

/** What the agenda keeps of a process that waits, or of a container that is about to end. */
type ContainerEntry = {
  readonly pod: string;
  readonly container: string;
  readonly pid?: number;
  readonly exec?: string;
  readonly exitCode?: number;
  readonly reason?: string;
};

const START_ERROR_CODE = 128;

export class Containers {
  readonly #world: MachineWorld;
  readonly #sandboxes: Sandboxes;
  readonly #processes: Processes;
  readonly #execs: Execs;

  constructor(world: MachineWorld, sandboxes: Sandboxes, processes: Processes) {
    this.#world = world;
    this.#sandboxes = sandboxes;
    this.#processes = processes;
    this.#execs = new Execs(world);
  }

  /** Takes an agenda entry of the machine. */
  handle(type: string, payload: Json): void {
    const { pod, container: id, pid = 1, exec = '', exitCode, reason } = payload as ContainerEntry;
    const sandbox = this.#sandboxes.get(pod);
    const container = sandbox?.byId(id);
    if (!sandbox || !container) return;
    switch (type) {
      case 'resume':
        this.#processes.resume(sandbox, container, pid);
        return;
      case 'exit':
        container.exitEntry = undefined;
        this.#processes.end(sandbox, container, exitCode ?? 0, reason);
        return;
      case 'kill':
        container.killEntry = undefined;
        this.#processes.kill(sandbox, container);
        return;
      case 'exec-timeout':
        this.#execs.timedOut(sandbox, container, exec);
        return;
      default:
        throw new Error(`${this.#world.id}: unknown entry ${type}`);
    }
  }

  /** Creates the container and starts its process. The Pod must have a sandbox. */
  start(podUid: string, config: ContainerConfig): StartOutcome {
    const { kernel, id: actor, node } = this.#world;
    const sandbox = this.#sandbox(podUid);
    const container = newContainer(randomId(kernel.random(actor)), config, kernel.now);
    sandbox.add(container);
    const prepared = this.#processes.prepare(sandbox, container);
    if (!prepared.ok) {
      this.#processes.end(sandbox, container, START_ERROR_CODE, 'StartError');
      container.status = { ...container.status, message: prepared.message };
      return prepared;
    }
    const { image, name } = config;
    const ref = { ...refOf(sandbox.pod, node), container: name };
    const seq = kernel.record(actor, { type: 'container-started', image, note: prepared.note, ...ref });
    kernel.because(seq, () => {
      this.#processes.start(sandbox, container);
      this.#world.changed(sandbox, 'state');
    });
    return { ok: true, id: container.status.id };
  }

  /** The container's stop signal, and SIGKILL after the grace; says whether such a container runs. */
  stop(podUid: string, name: string, graceSeconds: number): boolean {
    return this.#onRunning(podUid, name, false, (sandbox, container) => {
      this.#processes.stop(sandbox, container, graceSeconds * SECOND);
      return true;
    });
  }

  /**
   * Starts a command in a running container; undefined when no such container runs. The one who asked is told of its
   * end by an agenda entry whose payload holds an `ExecResult` under `exec`.
   */
  exec(podUid: string, name: string, request: ExecRequest): ExecStart | undefined {
    return this.#onRunning<ExecStart | undefined>(podUid, name, undefined, (sandbox, container) =>
      this.#execs.start(sandbox, container, request),
    );
  }

  /**
   * Gives a command that runs, or with an empty number the container's first process, more to read, or with undefined
   * the end of its input; false when it runs no more.
   */
  feed(podUid: string, name: string, id: string, text: string | undefined): boolean {
    return this.#onRunning(podUid, name, false, (sandbox, container) => this.#execs.feed(sandbox, container, id, text));
  }

  /** Ctrl-C at the terminal of a command, or with an empty number of the first process; false when it runs no more. */
  interrupt(podUid: string, name: string, id: string): boolean {
    return this.#onRunning(podUid, name, false, (sandbox, container) => this.#execs.interrupt(sandbox, container, id));
  }

  /** The text of a file as the newest container of a name sees it, or saw it at its end. */
  readFile(podUid: string, name: string, path: string): string | undefined {
    const sandbox = this.#sandboxes.get(podUid);
    const container = sandbox?.newest(name);
    return sandbox && container ? this.#processes.files(sandbox, container).read(path) : undefined;
  }

  /** The last lines of the log of the newest container of a name, when they are kept. */
  logTail(podUid: string, name: string): readonly string[] {
    return this.#sandboxes.get(podUid)?.newest(name)?.logTail ?? [];
  }

  #onRunning<T>(podUid: string, name: string, otherwise: T, act: (sandbox: Sandbox, container: Container) => T): T {
    const sandbox = this.#sandboxes.get(podUid);
    const container = sandbox?.running(name);
    return sandbox && container ? act(sandbox, container) : otherwise;
  }

  #sandbox(podUid: string): Sandbox {
    const sandbox = this.#sandboxes.get(podUid);
    if (!sandbox) throw new Error(`${this.#world.id}: there is no sandbox of pod ${podUid}`);
    return sandbox;
  }
}
