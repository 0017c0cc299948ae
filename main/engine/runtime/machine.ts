// A machine: its disk, its images and the containers on it. What the kubelet asks of a container runtime (CRI) is asked
// here; the actor `containerd/<node>` is woken when a process goes on or ends.
import type { Actor, Kernel } from '../kernel/kernel.ts';
import { type Json, jsonEqual } from '../kernel/json.ts';
import { SECOND, START } from '../kernel/time.ts';
import { AddressPool } from './address-pool.ts';
import { type ImageCatalogue, parseImageName } from './catalogue.ts';
import type { Container, ContainerConfig } from './container.ts';
import { randomId } from './digest.ts';
import type { ExecRequest, ExecStart } from './exec.ts';
import { FileTree } from './files.ts';
import { ImageStore, type PullPlan, type SavedImageStore } from './image-store.ts';
import type { AddressOwner, Components, HttpRequest, RequestAnswer } from './interfaces.ts';
import type { MachineSpec } from './machine-spec.ts';
import { newTable } from './os/table.ts';
import { type ProcessHost, Processes } from './processes.ts';
import { type PodIdentity, Sandbox, type SavedSandbox } from './sandbox.ts';
import type { SandboxStatus } from './status.ts';

/** Who is told what happens on a machine: its kubelet. Called in the middle of things, so it may only take note. */
export interface MachineObserver {
  /** Something of the Pod's sandbox changed: states, or only files and ports. */
  podChanged(podUid: string, what: 'state' | 'files'): void;
  fileChanged(path: string): void;
}

export type StartOutcome =
  | { readonly ok: true; readonly id: string }
  /** The container is there, but its process could not be started. */
  | { readonly ok: false; readonly message: string };

export interface SavedMachine {
  readonly powered: boolean;
  readonly podCidr: string | undefined;
  readonly lastAddress: number;
  readonly files: readonly (readonly [path: string, text: string])[];
  readonly images: SavedImageStore;
  readonly sandboxes: readonly SavedSandbox[];
}

/** What the agenda keeps of a process that waits, or of a container that is about to end. */
interface ContainerEntry {
  readonly pod: string;
  readonly container: string;
  readonly pid?: number;
  readonly exec?: string;
  readonly exitCode?: number;
  readonly reason?: string;
}

/** Sends a request to an address anywhere in the cluster. */
export type Dial = (ip: string, port: number, request: HttpRequest) => RequestAnswer;

const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[?::1\]?)$/;
const ADDRESS = /^\d+\.\d+\.\d+\.\d+$/;
const CNI_DIRECTORY = '/etc/cni/net.d';
const START_ERROR_CODE = 128;
const SERVICE_TIME_US = { low: 250, high: 900 } as const;

export class Machine implements Actor {
  readonly id: string;
  readonly spec: MachineSpec;
  readonly disk: FileTree;
  readonly images: ImageStore;
  readonly #kernel: Kernel;
  readonly #processes: Processes;
  readonly #sandboxes = new Map<string, Sandbox>();
  readonly #owners: Map<string, AddressOwner>;
  #observer: MachineObserver | undefined;
  #dial: Dial | undefined;
  #powered = false;
  #podCidr: string | undefined;
  #addresses: AddressPool | undefined;

  /** `owners` is the address book that all machines share. */
  constructor(
    kernel: Kernel,
    spec: MachineSpec,
    catalogue: ImageCatalogue,
    owners: Map<string, AddressOwner>,
    saved?: SavedMachine,
  ) {
    this.#kernel = kernel;
    this.id = `containerd/${spec.name}`;
    this.spec = spec;
    this.#owners = owners;
    this.disk = new FileTree(saved ? saved.files : Object.entries(spec.files));
    const present = spec.images.map((image) => parseImageName(image).full);
    this.images = new ImageStore(catalogue, saved?.images ?? { present, freeAt: START });
    this.#processes = new Processes(kernel, catalogue, this.#host());
    if (saved) this.#restore(saved);
  }

  get powered(): boolean {
    return this.#powered;
  }

  /** Whether a network plugin has been set up. */
  get networkReady(): boolean {
    return this.disk.isDirectory(CNI_DIRECTORY);
  }

  get podCidr(): string | undefined {
    return this.#podCidr;
  }

  connect(components: Components): void {
    this.#processes.connect(components);
  }

  /** Says how its containers reach the rest of the cluster. */
  connectTo(dial: Dial): void {
    this.#dial = dial;
  }

  observe(observer: MachineObserver): void {
    this.#observer = observer;
  }

  powerOn(): void {
    this.#powered = true;
  }

  /** Everything that runs is lost; what is on the disk stays, and so does the memory of the containers there were. */
  powerOff(): void {
    this.#observer = undefined;
    this.#powered = false;
    for (const sandbox of this.#sandboxes.values()) {
      for (const container of sandbox.containers) this.#processes.lose(sandbox, container);
      this.#closeSandbox(sandbox);
    }
  }

  /** Nothing is left of the containers there were, nor of the images. It must be off. */
  forgetAll(): void {
    this.#sandboxes.clear();
    this.images.clear();
  }

  /** Tells the network plugin the range of this machine's Pods; only the first range counts. */
  setPodCidr(cidr: string): void {
    if (this.#podCidr !== undefined) return;
    this.#podCidr = cidr;
    this.#addresses = new AddressPool(cidr);
  }

  handle(type: string, payload: Json): void {
    const { pod, container: id, pid = 1, exec = '', exitCode, reason } = payload as unknown as ContainerEntry;
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
        this.#processes.execTimedOut(sandbox, container, exec);
        return;
      default:
        throw new Error(`${this.id}: unknown entry ${type}`);
    }
  }

  pods(): readonly SandboxStatus[] {
    return [...this.#sandboxes.values()].map((sandbox) => sandbox.status());
  }

  podStatus(podUid: string): SandboxStatus | undefined {
    return this.#sandboxes.get(podUid)?.status();
  }

  /** Counts everything that could change how the Pod answers. */
  podVersion(podUid: string): number {
    return this.#sandboxes.get(podUid)?.version ?? 0;
  }

  /** Sets up the Pod's network. Undefined when there is no address to give. */
  createSandbox(pod: PodIdentity): SandboxStatus | undefined {
    const ip = pod.hostNetwork ? '' : this.#addresses?.take();
    if (ip === undefined) return undefined;
    const old = this.#sandboxes.get(pod.uid);
    const sandbox = new Sandbox(randomId(this.#random), pod, this.#kernel.now, ip);
    for (const [name, tree] of old?.volumes ?? []) sandbox.volumes.set(name, tree);
    sandbox.containers = old?.containers ?? [];
    this.#sandboxes.set(pod.uid, sandbox);
    this.#own(sandbox);
    const seq = this.#kernel.record(this.id, { type: 'sandbox-created', ...this.#ref(pod), ip: ip || this.spec.ip });
    this.#kernel.because(seq, () => {
      this.#changed(sandbox, 'state');
    });
    return sandbox.status();
  }

  /** Takes the Pod's network down; its containers have ended by now. */
  stopSandbox(podUid: string): void {
    const sandbox = this.#sandboxes.get(podUid);
    if (!sandbox?.ready) return;
    const seq = this.#kernel.record(this.id, { type: 'sandbox-removed', ...this.#ref(sandbox.pod) });
    this.#kernel.because(seq, () => {
      this.#closeSandbox(sandbox);
      this.#changed(sandbox, 'state');
    });
  }

  /** Ends what is left of the Pod and forgets all about it. */
  removePod(podUid: string): void {
    const sandbox = this.#sandboxes.get(podUid);
    for (const container of sandbox?.containers ?? []) {
      if (sandbox && container.status.state === 'running') this.#processes.kill(sandbox, container);
    }
    this.stopSandbox(podUid);
    this.#sandboxes.delete(podUid);
  }

  /** Replaces what is in one of the Pod's volumes; `files` by path below the volume, beginning with `/`. */
  setVolume(podUid: string, name: string, files: Readonly<Record<string, string>>): void {
    const sandbox = this.#sandboxes.get(podUid);
    if (!sandbox) return;
    const tree = sandbox.volume(name);
    if (jsonEqual(Object.fromEntries(tree.entries()), files)) return;
    for (const path of tree.below('/')) if (!(path in files)) tree.remove(path);
    for (const [path, text] of Object.entries(files)) tree.write(path, text);
    this.#changed(sandbox, 'files');
  }

  planPull(image: string): PullPlan {
    return this.images.pull(image, this.#kernel.now, this.#random);
  }

  imagePulled(pod: PodIdentity, container: string, image: string, durationUs: number): void {
    this.images.arrived(image);
    this.#kernel.record(this.id, { type: 'image-pulled', image, durationUs, ...this.#ref(pod), container });
  }

  /** Creates the container and starts its process. The Pod must have a sandbox. */
  startContainer(podUid: string, config: ContainerConfig): StartOutcome {
    const sandbox = this.#sandbox(podUid);
    const container = this.#newContainer(config);
    sandbox.add(container);
    const startable = this.#processes.prepare(sandbox, container);
    if (!startable.ok) {
      this.#processes.end(sandbox, container, START_ERROR_CODE, 'StartError');
      container.status = { ...container.status, message: startable.message };
      return startable;
    }
    const seq = this.#kernel.record(this.id, {
      type: 'container-started',
      image: config.image,
      note: startable.note,
      ...this.#ref(sandbox.pod),
      container: config.name,
    });
    this.#kernel.because(seq, () => {
      this.#processes.start(sandbox, container);
      this.#changed(sandbox, 'state');
    });
    return { ok: true, id: container.status.id };
  }

  /** SIGTERM, and SIGKILL after the grace; says whether such a container runs. */
  stopContainer(podUid: string, name: string, graceSeconds: number): boolean {
    const sandbox = this.#sandboxes.get(podUid);
    const container = sandbox?.running(name);
    if (!sandbox || !container) return false;
    this.#processes.stop(sandbox, container, graceSeconds * SECOND);
    return true;
  }

  /**
   * Starts a command in a running container; undefined when no such container runs. The one who asked is told of its
   * end by an agenda entry whose payload holds an `ExecResult` under `exec`.
   */
  startExec(podUid: string, name: string, request: ExecRequest): ExecStart | undefined {
    const sandbox = this.#sandboxes.get(podUid);
    const container = sandbox?.running(name);
    return sandbox && container ? this.#processes.startExec(sandbox, container, request) : undefined;
  }

  /**
   * Gives a command that runs, or with an empty number the container's first process, more to read, or with undefined
   * the end of its input; false when it runs no more.
   */
  feedExec(podUid: string, name: string, id: string, text: string | undefined): boolean {
    const sandbox = this.#sandboxes.get(podUid);
    const container = sandbox?.running(name);
    return sandbox && container ? this.#processes.feedExec(sandbox, container, id, text) : false;
  }

  /** The text of a file as the newest container of a name sees it, or saw it at its end. */
  readFile(podUid: string, name: string, path: string): string | undefined {
    const sandbox = this.#sandboxes.get(podUid);
    const container = sandbox?.containers.find(({ config }) => config.name === name);
    return sandbox && container ? this.#processes.files(sandbox, container).read(path) : undefined;
  }

  /** The last lines of the log of the newest container of a name, when they are kept. */
  logTail(podUid: string, name: string): readonly string[] {
    return this.#sandboxes.get(podUid)?.containers.find(({ config }) => config.name === name)?.logTail ?? [];
  }

  /** Forgets the containers that ran under a name before one that has ended itself. */
  forgetOlder(podUid: string): void {
    this.#sandboxes.get(podUid)?.forgetOlder();
  }

  /** Whether something of the Pod, or with undefined of the machine's own network, listens on the port. */
  listens(podUid: string | undefined, port: number): boolean {
    return this.#listener(podUid, port) !== undefined;
  }

  /** ID of the container of the Pod, or with undefined of the machine's own network, that listens on the port. */
  listenerId(podUid: string | undefined, port: number): string | undefined {
    return this.#listener(podUid, port)?.container.status.id;
  }

  /** Sends a request to the Pod, or with undefined to the machine's own network. */
  request(podUid: string | undefined, port: number, request: HttpRequest): RequestAnswer {
    const found = this.#listener(podUid, port);
    if (!found) return { kind: 'refused' };
    const { sandbox, container } = found;
    const answer = this.#processes.answer(sandbox, container, port, request);
    if (!answer) return { kind: 'refused' };
    if (answer.kind === 'silent') return { kind: 'silent', podUid: sandbox.pod.uid };
    const serviceTimeUs = this.#random.int(SERVICE_TIME_US.low, SERVICE_TIME_US.high) + (answer.tookUs ?? 0);
    return { kind: 'answered', podUid: sandbox.pod.uid, serviceTimeUs, ...answer.response };
  }

  /** Writes a file of the machine's disk, or removes it with undefined. */
  setFile(path: string, text: string | undefined): void {
    if (text === undefined) this.disk.remove(path);
    else this.disk.write(path, text);
    this.#observer?.fileChanged(path);
  }

  save(): Json {
    const saved: SavedMachine = {
      powered: this.#powered,
      podCidr: this.#podCidr,
      lastAddress: this.#addresses?.last ?? 0,
      files: this.disk.entries(),
      images: this.images.save(),
      sandboxes: [...this.#sandboxes.values()].map((sandbox) => sandbox.save()),
    };
    // A saved machine is plain data, which its interface does not tell the compiler.
    return saved as unknown as Json;
  }

  get #random() {
    return this.#kernel.random(this.id);
  }

  #host(): ProcessHost {
    return {
      id: this.id,
      node: this.spec.name,
      ip: this.spec.ip,
      disk: this.disk,
      request: (sandbox, host, port, request) => this.#ask(sandbox, host, port, request),
      changed: (sandbox, what) => {
        this.#changed(sandbox, what);
      },
    };
  }

  /** A request that a process sends: to its own Pod, or to an address; there are no other names. */
  #ask({ pod, ip }: Sandbox, host: string, port: number, request: HttpRequest) {
    const isOwn = LOOPBACK.test(host) || host === pod.name || host === ip;
    if (isOwn) return this.request(pod.hostNetwork ? undefined : pod.uid, port, request);
    if (!ADDRESS.test(host)) return { kind: 'unknown-name' } as const;
    return this.#dial?.(host, port, request) ?? ({ kind: 'unreachable' } as const);
  }

  #changed(sandbox: Sandbox, what: 'state' | 'files'): void {
    sandbox.version++;
    this.#observer?.podChanged(sandbox.pod.uid, what);
  }

  #newContainer(config: ContainerConfig): Container {
    const { name, attempt, image, hash } = config;
    const status = { name, attempt, image, hash, state: 'running', startedAt: this.#kernel.now } as const;
    return {
      config,
      status: { id: randomId(this.#random), ...status },
      processes: newTable(),
      listens: [],
      component: undefined,
      exitEntry: undefined,
      killEntry: undefined,
      layer: new Map(),
    };
  }

  #listener(podUid: string | undefined, port: number): { sandbox: Sandbox; container: Container } | undefined {
    const sandboxes = podUid === undefined ? this.#sandboxes.values() : [this.#sandboxes.get(podUid)];
    for (const sandbox of sandboxes) {
      if (!sandbox || (podUid === undefined && !sandbox.pod.hostNetwork)) continue;
      const container = sandbox.listenerOn(port);
      if (container) return { sandbox, container };
    }
    return undefined;
  }

  #sandbox(podUid: string): Sandbox {
    const sandbox = this.#sandboxes.get(podUid);
    if (!sandbox) throw new Error(`${this.id}: there is no sandbox of pod ${podUid}`);
    return sandbox;
  }

  #own({ ip, pod }: Sandbox): void {
    if (ip === '') return;
    this.#owners.set(ip, { node: this.spec.name, podUid: pod.uid, namespace: pod.namespace, name: pod.name });
  }

  #closeSandbox(sandbox: Sandbox): void {
    sandbox.ready = false;
    if (sandbox.ip !== '') this.#owners.delete(sandbox.ip);
    this.#addresses?.free(sandbox.ip);
    sandbox.ip = '';
  }

  #ref({ uid, namespace, name }: PodIdentity) {
    return { node: this.spec.name, podUid: uid, namespace, pod: name };
  }

  #restore(saved: SavedMachine): void {
    this.#powered = saved.powered;
    this.#podCidr = saved.podCidr;
    for (const item of saved.sandboxes) {
      const sandbox = Sandbox.restore(item);
      this.#sandboxes.set(sandbox.pod.uid, sandbox);
      this.#own(sandbox);
    }
    if (saved.podCidr === undefined) return;
    const used = [...this.#sandboxes.values()].map(({ ip }) => ip).filter((ip) => ip !== '');
    this.#addresses = new AddressPool(saved.podCidr, saved.lastAddress, used);
  }
}
