// What a container's processes see of the world around them: made for one call, from the container and its machine.
import type { ContainerRef } from '../../../preload/contract/records.ts';
import type { Json } from '../kernel/json.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Micros } from '../kernel/time.ts';
import type { Container } from './container.ts';
import type { ExecSession } from './exec.ts';
import type { Files } from './files.ts';
import type { HttpRequest } from './interfaces.ts';
import { runAtOnce } from './os/at-once.ts';
import type { OsHost } from './os/system.ts';
import type { ImagePrograms } from './programs/choose.ts';
import type { AtOnce, Process, Program } from './programs/program.ts';
import type { Sandbox } from './sandbox.ts';
import type { Scripts } from './shell/scripts.ts';

/** So much of what a command writes is kept for whoever asked. */
const OUTPUT_MAX = 1 << 20;
const LOG_TAIL_LINES = 80;
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** What the host of a container needs of whoever runs it. */
export interface ContainerWorld {
  readonly kernel: Kernel;
  /** Of the actor whose agenda wakes processes. */
  readonly actor: string;
  readonly ref: ContainerRef;
  readonly sandbox: Sandbox;
  readonly container: Container;
  readonly image: ImagePrograms;
  readonly scripts: Scripts;
  readonly hostname: string;
  readonly ip: string;
  readonly files: () => Files;
  request: Process['request'];
  listensChanged(): void;
  componentUp(name: string): void;
  over(exitCode: number, reason: 'exit' | 'oom'): void;
}

export class ContainerHost implements OsHost {
  readonly #world: ContainerWorld;
  #env: Readonly<Record<string, string>> | undefined;
  #files: Files | undefined;

  constructor(world: ContainerWorld) {
    this.#world = world;
  }

  get now(): Micros {
    return this.#world.kernel.now;
  }

  get image(): string {
    return this.#world.container.config.image;
  }

  get hostname(): string {
    return this.#world.hostname;
  }

  get ip(): string {
    return this.#world.ip;
  }

  get ports(): readonly number[] {
    return this.#world.container.config.ports;
  }

  get files(): Files {
    return (this.#files ??= this.#world.files());
  }

  get scripts(): Scripts {
    return this.#world.scripts;
  }

  get env(): Readonly<Record<string, string>> {
    return (this.#env ??= this.#environment());
  }

  get workingDir(): string {
    return this.#world.container.config.workingDir ?? this.#world.image.workingDir;
  }

  get stdinOpen(): boolean {
    return this.#world.container.config.stdin === true;
  }

  get memoryLimitBytes(): number | undefined {
    return this.#world.container.config.memoryLimitBytes;
  }

  get hasShell(): boolean {
    return this.#world.image.hasShell;
  }

  program = ([name = '']: readonly string[]): Program | undefined => this.#world.image.find(name);

  schedule = (pid: number, delayUs: number): number => this.#schedule('resume', delayUs, { pid });

  cancel = (entry: number): void => {
    this.#world.kernel.agenda.cancel(entry);
  };

  random = (low: number, high: number): number => this.#world.kernel.random(this.#world.actor).int(low, high);

  request = (host: string, port: number, request: HttpRequest): ReturnType<Process['request']> =>
    this.#world.request(host, port, request);

  runAtOnce = (argv: readonly string[], env: Readonly<Record<string, string>>): AtOnce | undefined =>
    runAtOnce(this, argv, env);

  wrote = (stream: 'stdout' | 'stderr', text: string, partial: boolean): void => {
    const { kernel, actor, ref, container } = this.#world;
    kernel.record(actor, { type: 'log-written', stream, text, ...(partial && { partial }), ...ref });
    if (!container.config.keepsLogTail) return;
    container.logTail = [...(container.logTail ?? []), text].slice(-LOG_TAIL_LINES);
  };

  execWrote = (session: ExecSession, stream: 'stdout' | 'stderr', text: string): void => {
    if (session.answerTo === 'journal') {
      const { kernel, actor, ref } = this.#world;
      kernel.record(actor, { type: 'exec-written', exec: session.id, stream, text, ...ref });
      return;
    }
    session[stream] = (session[stream] + text).slice(0, OUTPUT_MAX);
    session.output = (session.output + text).slice(0, OUTPUT_MAX);
  };

  execEnded = (session: ExecSession, exitCode: number): void => {
    const { kernel, actor, ref } = this.#world;
    const { id, startedAt, stdout, stderr, output, answerTo, timeoutEntry, timedOut = false } = session;
    if (timeoutEntry !== undefined) this.cancel(timeoutEntry);
    if (answerTo === 'journal') {
      kernel.record(actor, { type: 'exec-ended', exec: id, exitCode, ...ref });
      return;
    }
    const result = { id, exitCode, stdout, stderr, output, durationUs: kernel.now - startedAt, timedOut };
    kernel.schedule(answerTo.actor, 0, answerTo.type, { ...answerTo.payload, exec: result });
  };

  /** Sets the alarm of a command that may only run so long. */
  limit(session: ExecSession, timeoutUs: number): void {
    session.timeoutEntry = this.#schedule('exec-timeout', timeoutUs, { exec: session.id });
  }

  listensChanged = (): void => {
    this.#world.listensChanged();
  };

  componentUp = (name: string): void => {
    this.#world.componentUp(name);
  };

  over = (exitCode: number, reason: 'exit' | 'oom'): void => {
    this.#world.over(exitCode, reason);
  };

  #schedule(type: string, delayUs: number, more: { readonly [key: string]: Json }): number {
    const { kernel, actor, sandbox, container } = this.#world;
    return kernel.schedule(actor, delayUs, type, { pod: sandbox.pod.uid, container: container.status.id, ...more });
  }

  #environment(): Readonly<Record<string, string>> {
    const { image, container, hostname } = this.#world;
    const env: Record<string, string> = { PATH, HOSTNAME: hostname, HOME: '/root', ...image.env };
    for (const { name, value } of container.config.env ?? []) env[name] = value;
    return env;
  }
}
