// Runs the processes of one machine's containers: starts the first one, hands out turns, ends them, tells the journal.
import type { Container } from '../container.ts';
import type { Files } from '../files.ts';
import type { HttpRequest } from '../interfaces.ts';
import { Os } from '../os/os.ts';
import { signalNamed } from '../os/signals.ts';
import { OWN_STREAMS, firstPid } from '../os/table.ts';
import { commandLine } from '../programs/choose.ts';
import type { Answer, GrpcHealth } from '../programs/program.ts';
import type { Sandbox } from '../sandbox.ts';
import { countWork } from '../usage.ts';
import { containerFiles } from './container-files.ts';
import { ContainerHost } from './container-host.ts';
import { programNotFound } from './start-faults.ts';
import type { MachineWorld } from './world.ts';

export type StartResult =
  { readonly ok: true; readonly note?: string } | { readonly ok: false; readonly message: string };

const SIGKILL_CODE = 137;
/** What containerd reports for containers whose end it did not see. */
const LOST_CODE = 255;
const NO_PORTS: readonly number[] = [];

export class Processes {
  readonly #world: MachineWorld;

  constructor(world: MachineWorld) {
    this.#world = world;
  }

  /** Starts the container's first process, if the image has the program; says what is to be said of it. */
  prepare(sandbox: Sandbox, container: Container): StartResult {
    const { image: reference, command, args, stdin } = container.config;
    const image = this.#world.image(reference);
    const argv = commandLine(image, command, args);
    const os = this.#os(sandbox, container);
    const fds = stdin === true ? { ...OWN_STREAMS, 0: os.open.pipe({ held: true })[0] } : undefined;
    const first = os.spawn({ argv, parent: 0, fds });
    if (!first) return { ok: false, message: programNotFound(argv[0] ?? '') };
    if (sandbox.pod.sharesProcesses === true) container.processes.first = first.pid;
    return image.note === undefined ? { ok: true } : { ok: true, note: image.note };
  }

  /** Gives the first process its first turn. */
  start(sandbox: Sandbox, container: Container): void {
    this.#os(sandbox, container).run();
  }

  /** A process's wait is over. */
  resume(sandbox: Sandbox, container: Container, pid: number): void {
    this.#os(sandbox, container).wake(pid);
  }

  /** The signal that asks it to end, and SIGKILL after `graceUs`; with 0 at once. */
  stop(sandbox: Sandbox, container: Container, graceUs: number): void {
    const signal = signalNamed(this.#world.image(container.config.image).stopSignal) ?? 'TERM';
    if (graceUs <= 0 || signal === 'KILL') {
      this.kill(sandbox, container);
      return;
    }
    const host = this.#host(sandbox, container);
    const seq = host.record({ type: 'signal-sent', signal: `SIG${signal}`, ...host.ref });
    this.#world.kernel.because(seq, () => {
      host.killAfter(graceUs);
      const os = new Os(container.processes, host);
      os.signal(firstPid(container.processes), signal, 'outside');
      os.run();
    });
  }

  kill(sandbox: Sandbox, container: Container): void {
    const host = this.#host(sandbox, container);
    const seq = host.record({ type: 'signal-sent', signal: 'SIGKILL', ...host.ref });
    this.#world.kernel.because(seq, () => {
      this.end(sandbox, container, SIGKILL_CODE);
    });
  }

  /** The machine has lost its power. */
  lose(sandbox: Sandbox, container: Container): void {
    this.end(sandbox, container, LOST_CODE, 'Unknown');
  }

  /** The container has ended, whatever still ran in it: its state says so from now on. */
  end(sandbox: Sandbox, container: Container, exitCode: number, reason = exitCode === 0 ? 'Completed' : 'Error'): void {
    if (container.status.state === 'exited') return;
    const { kernel } = this.#world;
    container.status = { ...container.status, state: 'exited', finishedAt: kernel.now, exitCode, reason };
    const host = this.#host(sandbox, container);
    new Os(container.processes, host).end(exitCode, 'exit');
    for (const entry of ['exitEntry', 'killEntry'] as const) this.#cancel(container, entry);
    container.listens = NO_PORTS;
    const seq = host.record({ type: 'container-exited', exitCode, reason, ...host.ref });
    kernel.because(seq, () => {
      const { component } = container;
      container.component = undefined;
      if (component !== undefined) this.#world.components?.stop(component, host.componentRef);
      this.#world.changed(sandbox, 'state');
    });
  }

  /** Answers a request on a port that the container listens on. */
  answer(sandbox: Sandbox, container: Container, port: number, request: HttpRequest): Answer | undefined {
    const { requestUs = 0 } = this.#world.image(container.config.image).use;
    if (requestUs > 0) countWork(container, this.#world.kernel.now, requestUs);
    return this.#os(sandbox, container).answer(port, request);
  }

  /** How a service is that the container has on the port; undefined when what listens there does not speak gRPC. */
  health(sandbox: Sandbox, container: Container, port: number, service: string): GrpcHealth | undefined {
    return this.#os(sandbox, container).health(port, service);
  }

  files(sandbox: Sandbox, container: Container): Files {
    return containerFiles(this.#world, sandbox, container);
  }

  #host(sandbox: Sandbox, container: Container): ContainerHost {
    return new ContainerHost(this.#world, sandbox, container);
  }

  #os(sandbox: Sandbox, container: Container): Os {
    return new Os(container.processes, this.#host(sandbox, container));
  }

  #cancel(container: Container, entry: 'exitEntry' | 'killEntry'): void {
    const seq = container[entry];
    container[entry] = undefined;
    if (seq !== undefined) this.#world.kernel.agenda.cancel(seq);
  }
}
