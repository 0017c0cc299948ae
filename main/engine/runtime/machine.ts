// A machine: its disk, its images and the containers on it. What the kubelet asks of a container runtime (CRI) is asked
// here; the actor `containerd/<node>` is woken when a process goes on or ends.
import type { Actor, Kernel } from '../kernel/kernel.ts';
import type { Json } from '../kernel/json.ts';
import { SECOND, START } from '../kernel/time.ts';
import { parseImageName } from './catalogue.ts';
import { CNI_DIRECTORY } from './cni.ts';
import { type Container, type ContainerConfig, newContainer } from './container.ts';
import { Execs } from './containers/execs.ts';
import { Outgoing } from './containers/outgoing.ts';
import { Processes } from './containers/processes.ts';
import { type ClusterDns, type MachineObserver, MachineWorld } from './containers/world.ts';
import { randomId } from './digest.ts';
import type { ExecRequest, ExecStart } from './exec.ts';
import { FileTree } from './files.ts';
import type { Fleet } from './fleet.ts';
import { ImageStore, type PullPlan, type SavedImageStore } from './image-store.ts';
import type { Components, NetworkAccess } from './interfaces.ts';
import { textAtStart } from './kernel-modules.ts';
import { MachineCapacity } from './machine-capacity.ts';
import { MachinePorts } from './machine-ports.ts';
import type { MachineSpec } from './machine-spec.ts';
import type { PodIdentity, Sandbox } from './sandbox.ts';
import { Sandboxes, type SavedSandboxes } from './sandboxes.ts';
import type { SandboxStatus } from './status.ts';

export type { MachineObserver };

export type StartOutcome =
  | { readonly ok: true; readonly id: string }
  /** The container is there, but its process could not be started. */
  | { readonly ok: false; readonly message: string };

export type SavedMachine = SavedSandboxes & {
  readonly powered: boolean;
  /** Absent while nothing but images fills the disk. */
  readonly filledBytes?: number | undefined;
  readonly clusterDns?: ClusterDns | undefined;
  readonly files: readonly (readonly [path: string, text: string])[];
  readonly images: SavedImageStore;
};

/** What the agenda keeps of a process that waits, or of a container that is about to end. */
type ContainerEntry = {
  readonly pod: string;
  readonly container: string;
  readonly pid?: number;
  readonly exec?: string;
  readonly exitCode?: number;
  readonly reason?: string;
};

/** What the kernel tells; it goes with the power. */
const KERNEL_FOLDER = '/proc';
const START_ERROR_CODE = 128;

export class Machine implements Actor {
  readonly id: string;
  readonly spec: MachineSpec;
  readonly disk: FileTree;
  readonly images: ImageStore;
  readonly ports: MachinePorts;
  readonly capacity: MachineCapacity;
  readonly #kernel: Kernel;
  readonly #world: MachineWorld;
  readonly #processes: Processes;
  readonly #execs: Execs;
  readonly #sandboxes: Sandboxes;
  #powered = false;

  constructor(kernel: Kernel, spec: MachineSpec, fleet: Fleet, saved?: SavedMachine) {
    this.#kernel = kernel;
    this.id = `containerd/${spec.name}`;
    this.spec = spec;
    this.disk = new FileTree(saved ? saved.files : Object.entries(spec.files));
    const present = spec.images.map((image) => parseImageName(image).full);
    this.images = new ImageStore(fleet.catalogue, saved?.images ?? { present, freeAt: START });
    this.#sandboxes = new Sandboxes(spec.name, fleet.owners);
    const outgoing = new Outgoing(spec.name, (podUid, port, request) => this.ports.request(podUid, port, request));
    this.#world = new MachineWorld(kernel, spec, this.disk, outgoing, this.#sandboxes, fleet);
    this.#processes = new Processes(this.#world);
    this.#execs = new Execs(this.#world);
    this.ports = new MachinePorts(this.#world, this.#sandboxes, this.#processes);
    this.capacity = new MachineCapacity(spec, this.#world, this.images, this.#sandboxes, saved?.filledBytes ?? 0);
    if (!saved) return;
    this.#powered = saved.powered;
    this.#world.clusterDns = saved.clusterDns;
    this.#sandboxes.restore(saved);
  }

  get powered(): boolean {
    return this.#powered;
  }

  /** Whether a network plugin has been set up. */
  get networkReady(): boolean {
    return this.disk.isDirectory(CNI_DIRECTORY);
  }

  get podCidr(): string | undefined {
    return this.#sandboxes.podCidr;
  }

  connect(components: Components): void {
    this.#world.components = components;
  }

  /** Says how its containers reach the rest of the cluster. */
  connectTo(access: NetworkAccess): void {
    this.#world.outgoing.connectTo(access);
  }

  observe(observer: MachineObserver | undefined): void {
    this.#world.observer = observer;
  }

  powerOn(): void {
    this.#powered = true;
    const modules = textAtStart(this.disk);
    if (modules) this.disk.write(modules.path, modules.text);
  }

  /** Everything that runs is lost; what is on the disk stays, and so does the memory of the containers there were. */
  powerOff(): void {
    this.#world.observer = undefined;
    this.#powered = false;
    for (const sandbox of this.#sandboxes.all()) {
      for (const container of sandbox.containers) this.#processes.lose(sandbox, container);
      this.#sandboxes.close(sandbox);
    }
    this.disk.remove(KERNEL_FOLDER);
  }

  /** Nothing is left of the containers there were, nor of the images. It must be off. */
  forgetAll(): void {
    this.#sandboxes.clear();
    this.images.clear();
  }

  /** Tells the network plugin the range of this machine's Pods; only the first range counts. */
  setPodCidr(cidr: string): void {
    this.#sandboxes.setPodCidr(cidr);
  }

  get clusterDns(): ClusterDns | undefined {
    return this.#world.clusterDns;
  }

  /** Which name server Pods ask unless they say otherwise. */
  setClusterDns(dns: ClusterDns): void {
    this.#world.clusterDns = dns;
  }

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
        throw new Error(`${this.id}: unknown entry ${type}`);
    }
  }

  pods(): readonly SandboxStatus[] {
    return Array.from(this.#sandboxes.all(), (sandbox) => sandbox.status());
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
    const sandbox = this.#sandboxes.create(randomId(this.#random), pod, this.#kernel.now);
    if (!sandbox) return undefined;
    const ip = sandbox.ip || this.spec.ip;
    const seq = this.#kernel.record(this.id, { type: 'sandbox-created', ...this.#ref(pod), ip });
    this.#kernel.because(seq, () => {
      this.#world.changed(sandbox, 'state');
    });
    return sandbox.status();
  }

  /** Takes the Pod's network down; its containers have ended by now. */
  stopSandbox(podUid: string): void {
    const sandbox = this.#sandboxes.get(podUid);
    if (!sandbox?.ready) return;
    const seq = this.#kernel.record(this.id, { type: 'sandbox-removed', ...this.#ref(sandbox.pod) });
    this.#kernel.because(seq, () => {
      this.#sandboxes.close(sandbox);
      this.#world.changed(sandbox, 'state');
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
    if (sandbox?.volume(name).replace(files) === true) this.#world.changed(sandbox, 'files');
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
    const container = newContainer(randomId(this.#random), config, this.#kernel.now);
    sandbox.add(container);
    const prepared = this.#processes.prepare(sandbox, container);
    if (!prepared.ok) {
      this.#processes.end(sandbox, container, START_ERROR_CODE, 'StartError');
      container.status = { ...container.status, message: prepared.message };
      return prepared;
    }
    const { image, name } = config;
    const ref = { ...this.#ref(sandbox.pod), container: name };
    const seq = this.#kernel.record(this.id, { type: 'container-started', image, note: prepared.note, ...ref });
    this.#kernel.because(seq, () => {
      this.#processes.start(sandbox, container);
      this.#world.changed(sandbox, 'state');
    });
    return { ok: true, id: container.status.id };
  }

  /** The container's stop signal, and SIGKILL after the grace; says whether such a container runs. */
  stopContainer(podUid: string, name: string, graceSeconds: number): boolean {
    return this.#onRunning(podUid, name, false, (sandbox, container) => {
      this.#processes.stop(sandbox, container, graceSeconds * SECOND);
      return true;
    });
  }

  /**
   * Starts a command in a running container; undefined when no such container runs. The one who asked is told of its
   * end by an agenda entry whose payload holds an `ExecResult` under `exec`.
   */
  startExec(podUid: string, name: string, request: ExecRequest): ExecStart | undefined {
    return this.#onRunning<ExecStart | undefined>(podUid, name, undefined, (sandbox, container) =>
      this.#execs.start(sandbox, container, request),
    );
  }

  /**
   * Gives a command that runs, or with an empty number the container's first process, more to read, or with undefined
   * the end of its input; false when it runs no more.
   */
  feedExec(podUid: string, name: string, id: string, text: string | undefined): boolean {
    return this.#onRunning(podUid, name, false, (sandbox, container) => this.#execs.feed(sandbox, container, id, text));
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

  /** Forgets the containers that ran under a name before one that has ended itself. */
  forgetOlder(podUid: string): void {
    this.#sandboxes.get(podUid)?.forgetOlder();
  }

  /** Writes a file of the machine's disk, or removes it with undefined. */
  setFile(path: string, text: string | undefined): void {
    if (text === undefined) this.disk.remove(path);
    else this.disk.write(path, text);
    this.#world.observer?.fileChanged(path);
  }

  save(): Json {
    const saved: SavedMachine = {
      powered: this.#powered,
      ...(this.capacity.filledBytes > 0 && { filledBytes: this.capacity.filledBytes }),
      clusterDns: this.#world.clusterDns,
      files: this.disk.entries(),
      images: this.images.save(),
      ...this.#sandboxes.save(),
    };
    // A saved machine is plain data, which its interface does not tell the compiler.
    return saved as unknown as Json;
  }

  get #random() {
    return this.#kernel.random(this.id);
  }

  #onRunning<T>(podUid: string, name: string, otherwise: T, act: (sandbox: Sandbox, container: Container) => T): T {
    const sandbox = this.#sandboxes.get(podUid);
    const container = sandbox?.running(name);
    return sandbox && container ? act(sandbox, container) : otherwise;
  }

  #sandbox(podUid: string): Sandbox {
    const sandbox = this.#sandboxes.get(podUid);
    if (!sandbox) throw new Error(`${this.id}: there is no sandbox of pod ${podUid}`);
    return sandbox;
  }

  #ref({ uid, namespace, name }: PodIdentity) {
    return { node: this.spec.name, podUid: uid, namespace, pod: name };
  }
}
