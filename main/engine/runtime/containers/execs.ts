// Commands that are run in a container from outside: how they start, are fed, and are ended when their time is up.
import type { Container } from '../container.ts';
import { randomId } from '../digest.ts';
import type { ExecRequest, ExecSession, ExecStart } from '../exec.ts';
import { interruptForeground } from '../os/interrupt.ts';
import { Os } from '../os/os.ts';
import { firstPid, processOf } from '../os/table.ts';
import type { Sandbox } from '../sandbox.ts';
import { ContainerHost } from './container-host.ts';
import { commandNotFound } from './start-faults.ts';
import type { MachineWorld } from './world.ts';

export class Execs {
  readonly #world: MachineWorld;

  constructor(world: MachineWorld) {
    this.#world = world;
  }

  /** Starts a command in the container; undefined when nothing runs there any more. */
  start(sandbox: Sandbox, container: Container, request: ExecRequest): ExecStart | undefined {
    if (!processOf(container.processes, firstPid(container.processes))) return undefined;
    const host = new ContainerHost(this.#world, sandbox, container);
    const os = new Os(container.processes, host);
    const session = this.#session(request);
    const { argv, answerTo, timeoutUs, tty = false } = request;
    const { id } = session;
    const fds = { 0: stdinOf(os, request), 1: streamOf(os, id, 'stdout'), 2: streamOf(os, id, 'stderr') };
    const process = os.spawn({ argv, parent: 0, fds, exec: id });
    if (!process) {
      os.open.closeUnused();
      return { ok: false, message: commandNotFound(container.status.id, argv) };
    }
    session.pid = process.pid;
    if (tty && process.task.type === 'shell' && process.task.shell.reads) process.task.shell.reads.prompts = true;
    (container.processes.execs ??= []).push(session);
    if (timeoutUs !== undefined && timeoutUs < Infinity) host.limit(session, timeoutUs);
    const { kernel } = this.#world;
    const started = { type: 'exec-started', exec: id, argv, ...host.ref } as const;
    kernel.because(answerTo === 'journal' ? host.record(started) : kernel.cause, () => {
      os.run();
    });
    return { ok: true, id };
  }

  /**
   * Gives a command, or with an empty number the first process, more to read, or with undefined the end of its input;
   * false when it runs no more.
   */
  feed(sandbox: Sandbox, container: Container, id: string, text: string | undefined): boolean {
    const os = new Os(container.processes, new ContainerHost(this.#world, sandbox, container));
    const pid = pidOf(container, id);
    const input = processOf(container.processes, pid)?.fds?.['0'];
    const pipe = typeof input === 'number' ? os.open.pipeOf(input) : undefined;
    if (!pipe) return false;
    if (text === undefined) {
      pipe.held = false;
      // Nobody writes to its other end, which would keep it open.
      os.open.closeUnused();
    } else pipe.text += text;
    os.run();
    return true;
  }

  /** Ctrl-C at the terminal of a command; false when it runs no more. */
  interrupt(sandbox: Sandbox, container: Container, id: string): boolean {
    const os = new Os(container.processes, new ContainerHost(this.#world, sandbox, container));
    const pid = pidOf(container, id);
    const first = processOf(container.processes, pid);
    if (!first) return false;
    interruptForeground(os, first);
    os.run();
    return true;
  }

  /** Kills a command whose time is up. */
  timedOut(sandbox: Sandbox, container: Container, id: string): void {
    const session = sessionOf(container, id);
    if (!session) return;
    session.timeoutEntry = undefined;
    session.timedOut = true;
    const os = new Os(container.processes, new ContainerHost(this.#world, sandbox, container));
    os.signal(session.pid, 'KILL', 'outside');
    os.run();
  }

  #session({ answerTo }: ExecRequest): ExecSession {
    const { kernel, id } = this.#world;
    const nothing = { stdout: '', stderr: '', output: '' };
    return { id: randomId(kernel.random(id)), pid: 0, startedAt: kernel.now, answerTo, ...nothing };
  }
}

/** Of a command, or with an empty number of the container's first process. */
function pidOf(container: Container, id: string): number {
  return id === '' ? firstPid(container.processes) : (sessionOf(container, id)?.pid ?? 0);
}

function sessionOf({ processes }: Container, id: string): ExecSession | undefined {
  return processes.execs?.find((each) => each.id === id);
}

function stdinOf(os: Os, { stdin, stdinOpen = false }: ExecRequest): number | 'null' {
  if (stdin === undefined && !stdinOpen) return 'null';
  if (!stdinOpen) return os.open.add({ type: 'text', text: stdin ?? '', at: 0 });
  const [out] = os.open.pipe({ held: true });
  const pipe = os.open.pipeOf(out);
  if (pipe) pipe.text = stdin ?? '';
  return out;
}

function streamOf(os: Os, exec: string, stream: 'stdout' | 'stderr'): number {
  return os.open.add({ type: 'exec', exec, stream });
}
