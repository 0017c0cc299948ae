// Runs the processes of one machine's containers: hands each its turns, ends it, and tells the journal.
import type { ContainerRef } from '../../../preload/contract/records.ts';
import type { Json } from '../kernel/json.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { MILLISECOND } from '../kernel/time.ts';
import type { ImageCatalogue } from './catalogue.ts';
import { ContainerHost } from './container-host.ts';
import type { Container } from './container.ts';
import { digestOf, randomId } from './digest.ts';
import type { ExecRequest, ExecSession, ExecStart } from './exec.ts';
import { ContainerFiles, type FileTree, type Files, type Mount } from './files.ts';
import type { ComponentRef, Components, HttpRequest } from './interfaces.ts';
import { Os } from './os/os.ts';
import { OWN_STREAMS, processOf } from './os/table.ts';
import { type ImagePrograms, commandLine, programsOf } from './programs/choose.ts';
import type { Answer, Process } from './programs/program.ts';
import type { Sandbox } from './sandbox.ts';
import { Scripts } from './shell/scripts.ts';

/** What processes need of their machine. */
export interface ProcessHost {
  /** `containerd/<node>` */
  readonly id: string;
  readonly node: string;
  readonly ip: string;
  readonly disk: FileTree;
  /** Called on account of the change, `what` says of which kind. */
  changed(sandbox: Sandbox, what: 'state' | 'files'): void;
  /** A request that a process of the Pod sends. */
  request(sandbox: Sandbox, ...asked: Parameters<Process['request']>): ReturnType<Process['request']>;
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
  readonly #scripts = new Scripts();
  #components: Components | undefined;
  /** Made from the catalogue, once for each image. */
  readonly #images = new Map<string, ImagePrograms>();

  constructor(kernel: Kernel, catalogue: ImageCatalogue, host: ProcessHost) {
    this.#kernel = kernel;
    this.#catalogue = catalogue;
    this.#host = host;
  }

  connect(components: Components): void {
    this.#components = components;
  }

  /** Starts the container's first process, if the image has the program; says what is to be said of it. */
  prepare(sandbox: Sandbox, container: Container): StartResult {
    const image = this.#image(container);
    const argv = commandLine(image, container.config.command, container.config.args);
    const os = this.#os(sandbox, container);
    const fds = container.config.stdin === true ? { ...OWN_STREAMS, 0: os.open.pipe({ held: true })[0] } : undefined;
    if (!os.spawn({ argv, parent: 0, fds })) return { ok: false, message: notFound(argv[0] ?? '') };
    return { ok: true, ...(image.note !== undefined && { note: image.note }) };
  }

  /** Gives the first process its first turn. */
  start(sandbox: Sandbox, container: Container): void {
    this.#os(sandbox, container).run();
  }

  /** A process's wait is over. */
  resume(sandbox: Sandbox, container: Container, pid: number): void {
    this.#os(sandbox, container).wake(pid);
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
      const os = this.#os(sandbox, container);
      os.signal(1, 'TERM', 'outside');
      os.run();
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

  /** The container has ended, whatever still ran in it: its state says so from now on. */
  end(sandbox: Sandbox, container: Container, exitCode: number, reason = exitCode === 0 ? 'Completed' : 'Error'): void {
    if (container.status.state === 'exited') return;
    this.#os(sandbox, container, () => undefined).end(exitCode, 'exit');
    for (const entry of ['exitEntry', 'killEntry'] as const) this.#cancel(container, entry);
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
  answer(sandbox: Sandbox, container: Container, port: number, request: HttpRequest): Answer | undefined {
    return this.#os(sandbox, container).answer(port, request);
  }

  /** Starts a command in the container; undefined when nothing runs there any more. */
  startExec(sandbox: Sandbox, container: Container, request: ExecRequest): ExecStart | undefined {
    if (!processOf(container.processes, 1)) return undefined;
    const id = randomId(this.#kernel.random(this.#host.id));
    const host = this.#containerHost(sandbox, container);
    const os = new Os(container.processes, host);
    const { argv, answerTo, timeoutUs } = request;
    const session: ExecSession = {
      id,
      pid: 0,
      startedAt: this.#kernel.now,
      answerTo,
      stdout: '',
      stderr: '',
      output: '',
    };
    const fds = { 0: stdinOf(os, request), 1: streamOf(os, id, 'stdout'), 2: streamOf(os, id, 'stderr') };
    const process = os.spawn({ argv, parent: 0, fds, exec: id });
    if (!process) {
      os.open.closeUnused();
      return { ok: false, message: missingProgram(container.status.id, argv) };
    }
    session.pid = process.pid;
    (container.processes.execs ??= []).push(session);
    if (timeoutUs !== undefined && timeoutUs < Infinity) host.limit(session, timeoutUs);
    os.run();
    return { ok: true, id };
  }

  /**
   * Gives a command, or with an empty number the first process, more to read, or with undefined the end of its input;
   * false when it runs no more.
   */
  feedExec(sandbox: Sandbox, container: Container, id: string, text: string | undefined): boolean {
    const os = this.#os(sandbox, container);
    const session = container.processes.execs?.find((each) => each.id === id);
    const input = processOf(container.processes, id === '' ? 1 : (session?.pid ?? 0))?.fds?.['0'];
    const pipe = typeof input === 'number' ? os.open.pipeOf(input) : undefined;
    if (!pipe) return false;
    if (text === undefined) pipe.held = false;
    else pipe.text += text;
    os.run();
    return true;
  }

  /** Kills a command whose time is up. */
  execTimedOut(sandbox: Sandbox, container: Container, id: string): void {
    const session = container.processes.execs?.find((each) => each.id === id);
    if (!session) return;
    session.timeoutEntry = undefined;
    session.timedOut = true;
    const os = this.#os(sandbox, container);
    os.signal(session.pid, 'KILL', 'outside');
    os.run();
  }

  files(sandbox: Sandbox, container: Container): Files {
    const mounts = container.config.mounts.map((mount) => this.#mount(sandbox, mount));
    const files = { ...this.#image(container).files, ...this.#ownFiles(sandbox) };
    return new ContainerFiles(files, container.layer, mounts, () => {
      this.#host.changed(sandbox, 'files');
    });
  }

  /** What the kubelet and the runtime put into every container. */
  #ownFiles(sandbox: Sandbox): Readonly<Record<string, string>> {
    const { namespace } = sandbox.pod;
    const name = this.#hostname(sandbox);
    const local = '127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n';
    const own = sandbox.ip === '' ? '' : `${sandbox.ip}\t${name}\n`;
    return {
      '/etc/hostname': `${name}\n`,
      '/etc/hosts': `# Kubernetes-managed hosts file.\n${local}${own}`,
      '/etc/resolv.conf': `search ${namespace}.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n`,
    };
  }

  #os(sandbox: Sandbox, container: Container, over?: () => void): Os {
    return new Os(container.processes, this.#containerHost(sandbox, container, over));
  }

  #containerHost(sandbox: Sandbox, container: Container, over?: () => void): ContainerHost {
    return new ContainerHost({
      kernel: this.#kernel,
      actor: this.#host.id,
      ref: this.#ref(sandbox, container),
      sandbox,
      container,
      image: this.#image(container),
      scripts: this.#scripts,
      hostname: this.#hostname(sandbox),
      ip: sandbox.ip === '' ? this.#host.ip : sandbox.ip,
      files: () => this.files(sandbox, container),
      request: (...asked) => this.#host.request(sandbox, ...asked),
      listensChanged: () => {
        container.listens = container.processes.processes.flatMap(({ listens = [] }) => listens);
        this.#host.changed(sandbox, 'files');
      },
      componentUp: (name) => {
        container.component = name;
        this.#components?.start(name, this.#componentRef(sandbox, container));
      },
      over: over ?? ((exitCode, reason) => this.#over(sandbox, container, exitCode, reason)),
    });
  }

  /** The first process has ended. */
  #over(sandbox: Sandbox, container: Container, exitCode: number, reason: 'exit' | 'oom'): void {
    container.exitEntry ??= this.#schedule(EXIT_US, 'exit', sandbox, container, {
      exitCode,
      ...(reason === 'oom' && { reason: 'OOMKilled' }),
    });
  }

  #schedule(
    delayUs: number,
    type: string,
    sandbox: Sandbox,
    container: Container,
    more: { readonly [key: string]: Json } = {},
  ): number {
    const payload: Json = { pod: sandbox.pod.uid, container: container.status.id, ...more };
    return this.#kernel.schedule(this.#host.id, delayUs, type, payload);
  }

  #cancel(container: Container, entry: 'exitEntry' | 'killEntry'): void {
    const seq = container[entry];
    container[entry] = undefined;
    if (seq !== undefined) this.#kernel.agenda.cancel(seq);
  }

  #hostname({ pod }: Sandbox): string {
    return pod.hostNetwork ? this.#host.node : (pod.hostname ?? pod.name);
  }

  #mount(sandbox: Sandbox, { mountPath, source, subPath }: Container['config']['mounts'][number]): Mount {
    if ('hostPath' in source) return { path: mountPath, tree: this.#host.disk, root: join(source.hostPath, subPath) };
    return { path: mountPath, tree: sandbox.volume(source.volume), root: join('', subPath) };
  }

  #image({ config }: Container): ImagePrograms {
    let image = this.#images.get(config.image);
    if (!image) {
      image = programsOf(this.#catalogue, config.image);
      this.#images.set(config.image, image);
    }
    return image;
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

/** What containerd answers when a container's program is not there. */
function notFound(name: string): string {
  return (
    'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: ' +
    `unable to start container process: error during container init: exec: ${missing(name)}`
  );
}

/** What containerd answers when a program that is to be run in a container is not there. */
function missingProgram(container: string, argv: readonly string[]): string {
  // The same attempt has the same number, so that events that tell of it are counted.
  const id = digestOf(`${container} ${argv.join(' ')}`);
  return (
    `failed to exec in container: failed to start exec "${id}": OCI runtime exec failed: exec failed: ` +
    `unable to start container process: exec: ${missing(argv[0] ?? '')}`
  );
}

function missing(name: string): string {
  return name.includes('/')
    ? `"${name}": stat ${name}: no such file or directory`
    : `"${name}": executable file not found in $PATH`;
}

function join(root: string, subPath: string): string {
  return subPath === '' ? root : `${root.replace(/\/$/, '')}/${subPath}`;
}
