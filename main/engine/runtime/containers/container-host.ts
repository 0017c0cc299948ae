// What a container's processes see of the world around them: made for one call, from the container and its machine.
import type { ContainerRef, RecordBody } from '../../../../preload/contract/records.ts';
import type { Json } from '../../kernel/json.ts';
import { MILLISECOND, type Micros } from '../../kernel/time.ts';
import type { Container } from '../container.ts';
import type { ExecSession } from '../exec.ts';
import type { Files } from '../files.ts';
import type { ComponentRef, HttpRequest, NameAnswer, RequestAnswer, RuleTables } from '../interfaces.ts';
import { runAtOnce } from '../os/at-once.ts';
import type { Neighbours } from '../os/neighbours.ts';
import { Os } from '../os/os.ts';
import type { OsHost } from '../os/system.ts';
import type { ImagePrograms } from '../programs/choose.ts';
import type { AtOnce, Program } from '../programs/program.ts';
import { type Sandbox, refOf } from '../sandbox.ts';
import type { Scripts } from '../shell/scripts.ts';
import { containerFiles } from './container-files.ts';
import { hostnameOf } from './pod-files.ts';
import { SharedProcesses } from './shared-processes.ts';
import type { MachineWorld } from './world.ts';

/** So much of what a command writes is kept for whoever asked. */
const OUTPUT_MAX = 1 << 20;
const LOG_TAIL_LINES = 80;
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** From the end of a program to the end of its container. */
const EXIT_US = 2 * MILLISECOND;

export class ContainerHost implements OsHost {
  readonly #world: MachineWorld;
  readonly #sandbox: Sandbox;
  readonly #container: Container;
  #env: Readonly<Record<string, string>> | undefined;
  #files: Files | undefined;

  constructor(world: MachineWorld, sandbox: Sandbox, container: Container) {
    this.#world = world;
    this.#sandbox = sandbox;
    this.#container = container;
  }

  get now(): Micros {
    return this.#world.kernel.now;
  }

  get image(): string {
    return this.#container.config.image;
  }

  get hostname(): string {
    return hostnameOf(this.#world, this.#sandbox);
  }

  get ip(): string {
    return this.#sandbox.ip === '' ? this.#world.ip : this.#sandbox.ip;
  }

  get ports(): readonly number[] {
    return this.#container.config.ports;
  }

  get files(): Files {
    return (this.#files ??= containerFiles(this.#world, this.#sandbox, this.#container));
  }

  get scripts(): Scripts {
    return this.#world.scripts;
  }

  get env(): Readonly<Record<string, string>> {
    return (this.#env ??= this.#environment());
  }

  get workingDir(): string {
    return this.#container.config.workingDir ?? this.#image.workingDir;
  }

  get stdinOpen(): boolean {
    return this.#container.config.stdin === true;
  }

  get memoryLimitBytes(): number | undefined {
    return this.#container.config.memoryLimitBytes;
  }

  takeMemory(bytes: number, program: string): boolean {
    return this.#world.takeMemory(bytes, program);
  }

  get neighbours(): Neighbours | undefined {
    if (this.#sandbox.pod.sharesProcesses !== true) return undefined;
    const hostOf = (other: Container) => new ContainerHost(this.#world, this.#sandbox, other);
    return new SharedProcesses(this.#sandbox, this.#container, (other) => new Os(other.processes, hostOf(other)));
  }

  get hasShell(): boolean {
    return this.#image.hasShell;
  }

  /** The container as records name it. */
  get ref(): ContainerRef {
    return { ...refOf(this.#sandbox.pod, this.#world.node), container: this.#container.config.name };
  }

  get componentRef(): ComponentRef {
    const { command, args } = this.#container.config;
    return { ...this.ref, args: [...command, ...args] };
  }

  program([name = '']: readonly string[]): Program | undefined {
    return this.#image.find(name);
  }

  footprint([name = '']: readonly string[]): number {
    return this.#image.isOwn(name) ? this.#image.use.memoryMi * 2 ** 20 : 0;
  }

  schedule(pid: number, delayUs: number): number {
    return this.#schedule('resume', delayUs, { pid });
  }

  cancel(entry: number): void {
    this.#world.kernel.agenda.cancel(entry);
  }

  varies(): void {
    this.#world.varies(this.#sandbox);
  }

  random(low: number, high: number): number {
    this.varies();
    return this.#world.kernel.random(this.#world.id).int(low, high);
  }

  request(address: string, port: number, request: HttpRequest, patienceUs: number): RequestAnswer {
    this.varies();
    return this.#world.outgoing.request(this.#sandbox, address, port, request, patienceUs);
  }

  askName(name: string, server: string): NameAnswer {
    this.varies();
    return this.#world.outgoing.ask(this.#sandbox, name, server);
  }

  ping(address: string): number | undefined {
    this.varies();
    return this.#world.outgoing.ping(this.#sandbox, address);
  }

  ruleTables(): RuleTables | undefined {
    this.varies();
    return this.#container.config.netAdmin === true ? this.#world.outgoing.ruleTables(this.#sandbox) : undefined;
  }

  runAtOnce(argv: readonly string[], env: Readonly<Record<string, string>>): AtOnce | undefined {
    return runAtOnce(this, argv, env);
  }

  wrote(stream: 'stdout' | 'stderr', text: string, partial: boolean): void {
    this.record({ type: 'log-written', stream, text, ...(partial && { partial }), ...this.ref });
    const container = this.#container;
    if (container.config.countsLog === true) {
      container.logBytes = (container.logBytes ?? 0) + text.length + 1;
      this.#world.observer?.podLogged(this.#sandbox.pod.uid);
    }
    if (!container.config.keepsLogTail) return;
    container.logTail = [...(container.logTail ?? []), ...text.split('\n')].slice(-LOG_TAIL_LINES);
  }

  execWrote(session: ExecSession, stream: 'stdout' | 'stderr', text: string): void {
    if (session.answerTo === 'journal') {
      this.record({ type: 'exec-written', exec: session.id, stream, text, ...this.ref });
      return;
    }
    session[stream] = (session[stream] + text).slice(0, OUTPUT_MAX);
    session.output = (session.output + text).slice(0, OUTPUT_MAX);
  }

  execEnded(session: ExecSession, exitCode: number): void {
    const { id, startedAt, stdout, stderr, output, answerTo, timeoutEntry, timedOut = false } = session;
    if (timeoutEntry !== undefined) this.cancel(timeoutEntry);
    if (answerTo === 'journal') {
      this.record({ type: 'exec-ended', exec: id, exitCode, ...this.ref });
      return;
    }
    const result = { id, exitCode, stdout, stderr, output, durationUs: this.now - startedAt, timedOut };
    this.#world.kernel.schedule(answerTo.actor, 0, answerTo.type, { ...answerTo.payload, exec: result });
  }

  /** Sets the alarm of a command that may only run so long. */
  limit(session: ExecSession, timeoutUs: number): void {
    session.timeoutEntry = this.#schedule('exec-timeout', timeoutUs, { exec: session.id });
  }

  listensChanged(): void {
    const listening = this.#container.processes.processes.filter(({ listens = [] }) => listens.length > 0);
    const [only] = listening;
    this.#container.listens =
      (listening.length === 1 && only?.listens) || listening.flatMap(({ listens = [] }) => listens);
    this.#world.changed(this.#sandbox, 'files');
  }

  componentUp(name: string): void {
    this.#container.component = name;
    const exitCode = this.#world.components?.start(name, this.componentRef);
    if (exitCode !== undefined) this.over(exitCode, 'exit');
  }

  /** The first process has ended; nothing more is to be done when the container has. */
  over(exitCode: number, reason: 'exit' | 'oom'): void {
    const container = this.#container;
    if (container.status.state === 'exited') return;
    container.exitEntry ??= this.#schedule('exit', EXIT_US, {
      exitCode,
      ...(reason === 'oom' && { reason: 'OOMKilled' }),
    });
  }

  /** Sets the alarm of SIGKILL. */
  killAfter(graceUs: number): void {
    this.#container.killEntry ??= this.#schedule('kill', graceUs, {});
  }

  record(body: RecordBody): number {
    return this.#world.kernel.record(this.#world.id, body);
  }

  get #image(): ImagePrograms {
    return this.#world.image(this.#container.config.image);
  }

  #schedule(type: string, delayUs: number, more: { readonly [key: string]: Json }): number {
    const { kernel, id } = this.#world;
    const payload = { pod: this.#sandbox.pod.uid, container: this.#container.status.id, ...more };
    return kernel.schedule(id, delayUs, type, payload);
  }

  #environment(): Readonly<Record<string, string>> {
    const env: Record<string, string> = { PATH, HOSTNAME: this.hostname, HOME: '/root', ...this.#image.env };
    for (const { name, value } of this.#container.config.env ?? []) env[name] = value;
    return env;
  }
}
