// Runs the processes of one machine's containers: hands each its turns, ends it, and tells the journal.
import type { ContainerRef } from '../../../preload/contract/records.ts';
import type { Json } from '../kernel/json.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { MILLISECOND } from '../kernel/time.ts';
import { type CatalogueImage, type ImageCatalogue, findImage } from './catalogue.ts';
import type { Container } from './container.ts';
import { ContainerFiles, type FileTree, type Files, type Mount } from './files.ts';
import type { ComponentRef, Components, HttpRequest, HttpResponse } from './interfaces.ts';
import { type Choice, chooseProgram } from './programs/choose.ts';
import type { Process, Program, Turn } from './programs/program.ts';
import { isShell, runAtOnce, statementsOf } from './programs/shell.ts';
import type { Sandbox } from './sandbox.ts';

/** What processes need of their machine. */
export interface ProcessHost {
  /** `containerd/<node>` */
  readonly id: string;
  readonly node: string;
  readonly disk: FileTree;
  /** Called on account of the change, `what` says of which kind. */
  changed(sandbox: Sandbox, what: 'state' | 'files'): void;
}

export interface ExecResult {
  readonly exitCode: number;
  readonly output: string;
  readonly durationUs: number;
}

export type StartResult =
  { readonly ok: true; readonly note?: string } | { readonly ok: false; readonly message: string };

/** From the end of a program to the end of its container. */
const EXIT_US = 2 * MILLISECOND;
const SIGKILL_CODE = 137;
/** What containerd reports for containers whose end it did not see. */
const LOST_CODE = 255;

export class Processes {
  readonly #kernel: Kernel;
  readonly #catalogue: ImageCatalogue;
  readonly #host: ProcessHost;
  #components: Components | undefined;
  /** Programs are made from the container's configuration, once. */
  readonly #programs = new WeakMap<Container, Program>();

  constructor(kernel: Kernel, catalogue: ImageCatalogue, host: ProcessHost) {
    this.#kernel = kernel;
    this.#catalogue = catalogue;
    this.#host = host;
  }

  connect(components: Components): void {
    this.#components = components;
  }

  /** Whether the image has the program, and what is to be said of it. */
  choose(container: Container): StartResult {
    const choice = this.#choose(container);
    return choice.ok ? { ok: true, ...(choice.note !== undefined && { note: choice.note }) } : choice;
  }

  start(sandbox: Sandbox, container: Container): void {
    this.#apply(sandbox, container, this.#program(container).run(this.#process(sandbox, container), undefined));
  }

  /** The process's wait is over. */
  resume(sandbox: Sandbox, container: Container): void {
    container.wakeEntry = undefined;
    const turn = this.#program(container).run(this.#process(sandbox, container), container.state);
    this.#apply(sandbox, container, turn);
  }

  /** SIGTERM, and SIGKILL after `graceUs`; with 0 at once. */
  stop(sandbox: Sandbox, container: Container, graceUs: number): void {
    if (graceUs <= 0) {
      this.kill(sandbox, container);
      return;
    }
    const seq = this.#record(sandbox, container, (ref) => ({ type: 'signal-sent', signal: 'SIGTERM', ...ref }));
    this.#kernel.because(seq, () => {
      container.killEntry ??= this.#schedule(graceUs, 'kill', sandbox, container);
      const turn = this.#program(container).terminate(this.#process(sandbox, container), container.state);
      if (turn) this.#apply(sandbox, container, turn);
    });
  }

  kill(sandbox: Sandbox, container: Container): void {
    const seq = this.#record(sandbox, container, (ref) => ({ type: 'signal-sent', signal: 'SIGKILL', ...ref }));
    this.#kernel.because(seq, () => {
      this.end(sandbox, container, SIGKILL_CODE);
    });
  }

  /** The machine has lost its power. */
  lose(sandbox: Sandbox, container: Container): void {
    this.end(sandbox, container, LOST_CODE, 'Unknown');
  }

  /** The process has ended: the container's state says so from now on. */
  end(sandbox: Sandbox, container: Container, exitCode: number, reason = exitCode === 0 ? 'Completed' : 'Error'): void {
    if (container.status.state === 'exited') return;
    for (const entry of ['wakeEntry', 'exitEntry', 'killEntry'] as const) this.#cancel(container, entry);
    container.status = { ...container.status, state: 'exited', finishedAt: this.#kernel.now, exitCode, reason };
    container.listens = [];
    const seq = this.#record(sandbox, container, (ref) => ({ type: 'container-exited', exitCode, reason, ...ref }));
    this.#kernel.because(seq, () => {
      const { component } = container;
      container.component = undefined;
      if (component !== undefined) this.#components?.stop(component, this.#componentRef(sandbox, container));
      this.#host.changed(sandbox, 'state');
    });
  }

  /** Answers a request on a port that the container listens on. */
  answer(sandbox: Sandbox, container: Container, request: HttpRequest): HttpResponse | undefined {
    return this.#program(container).answer?.(this.#process(sandbox, container), request);
  }

  /**
   * Runs a command in the container; undefined when there is no such program. A script that is beyond the simple
   * shell does nothing and succeeds.
   */
  exec(sandbox: Sandbox, container: Container, argv: readonly string[]): ExecResult | undefined {
    const statements = statementsOf(argv) ?? (isShell(argv) ? [] : undefined);
    if (!statements) return undefined;
    const { exitCode, stdout, stderr, sleptUs } = runAtOnce(statements, this.files(sandbox, container));
    return { exitCode, output: stdout + stderr, durationUs: sleptUs };
  }

  files(sandbox: Sandbox, container: Container): Files {
    const mounts = container.config.mounts.map((mount) => this.#mount(sandbox, mount));
    return new ContainerFiles(this.#image(container)?.files ?? {}, container.layer, mounts, () => {
      this.#host.changed(sandbox, 'files');
    });
  }

  #apply(sandbox: Sandbox, container: Container, turn: Turn): void {
    container.state = turn.state;
    for (const { stream, text } of turn.logs ?? []) {
      this.#record(sandbox, container, (ref) => ({ type: 'log-written', stream, text, ...ref }));
    }
    if (turn.listens) {
      container.listens = turn.listens;
      this.#host.changed(sandbox, 'files');
    }
    this.#go(sandbox, container, turn.next);
    if (turn.component === undefined) return;
    container.component = turn.component;
    this.#components?.start(turn.component, this.#componentRef(sandbox, container));
  }

  #go(sandbox: Sandbox, container: Container, next: Turn['next']): void {
    if (next === 'stay') return;
    if ('waitUs' in next) {
      container.wakeEntry = this.#schedule(next.waitUs, 'resume', sandbox, container);
      return;
    }
    this.#cancel(container, 'wakeEntry');
    container.exitEntry ??= this.#schedule(EXIT_US, 'exit', sandbox, container, next.exitCode);
  }

  #schedule(delayUs: number, type: string, sandbox: Sandbox, container: Container, exitCode?: number): number {
    const payload: Json = { pod: sandbox.pod.uid, container: container.status.id, exitCode };
    return this.#kernel.schedule(this.#host.id, delayUs, type, payload);
  }

  #cancel(container: Container, entry: 'wakeEntry' | 'exitEntry' | 'killEntry'): void {
    const seq = container[entry];
    container[entry] = undefined;
    if (seq !== undefined) this.#kernel.agenda.cancel(seq);
  }

  #mount(sandbox: Sandbox, { mountPath, source, subPath }: Container['config']['mounts'][number]): Mount {
    if ('hostPath' in source) return { path: mountPath, tree: this.#host.disk, root: join(source.hostPath, subPath) };
    return { path: mountPath, tree: sandbox.volume(source.volume), root: join('', subPath) };
  }

  #process(sandbox: Sandbox, container: Container): Process {
    const { command, args, image, ports } = container.config;
    return {
      argv: [...command, ...args],
      image,
      hostname: sandbox.pod.hostNetwork ? this.#host.node : sandbox.pod.name,
      ports,
      files: this.files(sandbox, container),
      now: this.#kernel.now,
    };
  }

  #program(container: Container): Program {
    const known = this.#programs.get(container);
    if (known) return known;
    const choice = this.#choose(container);
    if (!choice.ok) throw new Error(`runtime: ${container.config.image} was started without a program`);
    this.#programs.set(container, choice.program);
    return choice.program;
  }

  #choose({ config }: Container): Choice {
    return chooseProgram(this.#catalogue, config.image, config.command, config.args);
  }

  #image(container: Container): CatalogueImage | undefined {
    return findImage(this.#catalogue, container.config.image);
  }

  #componentRef(sandbox: Sandbox, container: Container): ComponentRef {
    const { command, args } = container.config;
    return { ...this.#ref(sandbox, container), args: [...command, ...args] };
  }

  #ref({ pod }: Sandbox, { config }: Container): ContainerRef {
    return { node: this.#host.node, podUid: pod.uid, namespace: pod.namespace, pod: pod.name, container: config.name };
  }

  #record(
    sandbox: Sandbox,
    container: Container,
    body: (ref: ContainerRef) => Parameters<Kernel['record']>[1],
  ): number {
    return this.#kernel.record(this.#host.id, body(this.#ref(sandbox, container)));
  }
}

function join(root: string, subPath: string): string {
  return subPath === '' ? root : `${root.replace(/\/$/, '')}/${subPath}`;
}
