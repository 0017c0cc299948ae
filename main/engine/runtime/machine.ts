// A machine: its disk, its images and the containers on it. What the kubelet asks of a container runtime (CRI) is asked
// here; the actor `containerd/<node>` is woken when a process goes on or ends.
import type { Actor, Kernel } from '../kernel/kernel.ts';
import type { Json } from '../kernel/json.ts';
import { START } from '../kernel/time.ts';
import { parseImageName } from './catalogue.ts';
import { CNI_DIRECTORY } from './cni.ts';
import { Containers } from './containers/containers.ts';
import { Outgoing } from './containers/outgoing.ts';
import { Processes } from './containers/processes.ts';
import { type ClusterDns, type MachineObserver, MachineWorld } from './containers/world.ts';
import { randomId } from './digest.ts';
import { FileTree, type SavedFile } from './file-tree.ts';
import type { Fleet } from './fleet.ts';
import { ImageStore, type PullPlan, type SavedImageStore } from './image-store.ts';
import type { Components, NetworkAccess } from './interfaces.ts';
import { textAtStart } from './kernel-modules.ts';
import { type Filled, MachineCapacity } from './machine-capacity.ts';
import { MachinePorts } from './machine-ports.ts';
import type { MachineSpec } from './machine-spec.ts';
import { type PodIdentity, refOf } from './sandbox.ts';
import { Sandboxes, type SavedSandboxes } from './sandboxes.ts';
import type { SandboxStatus } from './status.ts';

export type { MachineObserver };

export type SavedMachine = SavedSandboxes & {
  readonly powered: boolean;
  /** How often it was started; absent where that is once and it runs, or never. */
  readonly boots?: number | undefined;
  /** Absent while nothing but images and containers fills the disk. */
  readonly filled?: Filled | undefined;
  readonly clusterDns?: ClusterDns | undefined;
  readonly files: readonly SavedFile[];
  readonly images: SavedImageStore;
};

const NOTHING: Filled = { bytes: 0, inodes: 0 };
/** What the kernel tells; it goes with the power. */
const KERNEL_FOLDER = '/proc';

export class Machine implements Actor {
  readonly id: string;
  readonly spec: MachineSpec;
  readonly disk: FileTree;
  readonly images: ImageStore;
  readonly ports: MachinePorts;
  readonly capacity: MachineCapacity;
  readonly containers: Containers;
  readonly #kernel: Kernel;
  readonly #world: MachineWorld;
  readonly #processes: Processes;
  readonly #sandboxes: Sandboxes;
  #powered = false;
  #boots = 0;

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
    this.containers = new Containers(this.#world, this.#sandboxes, this.#processes);
    this.ports = new MachinePorts(this.#world, this.#sandboxes, this.#processes);
    this.capacity = new MachineCapacity(spec, this.#world, this.images, this.#sandboxes, saved?.filled ?? NOTHING);
    if (!saved) return;
    this.#powered = saved.powered;
    this.#boots = saved.boots ?? Number(saved.powered);
    this.#world.clusterDns = saved.clusterDns;
    this.#sandboxes.restore(saved);
  }

  get powered(): boolean {
    return this.#powered;
  }

  /** How often it was started; each time its kernel takes another boot id. */
  get boots(): number {
    return this.#boots;
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
    this.#boots++;
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
    this.containers.handle(type, payload);
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
    const seq = this.#kernel.record(this.id, { type: 'sandbox-created', ...refOf(pod, this.spec.name), ip });
    this.#kernel.because(seq, () => {
      this.#world.changed(sandbox, 'state');
    });
    return sandbox.status();
  }

  /** Takes the Pod's network down; its containers have ended by now. */
  stopSandbox(podUid: string): void {
    const sandbox = this.#sandboxes.get(podUid);
    if (!sandbox?.ready) return;
    const seq = this.#kernel.record(this.id, { type: 'sandbox-removed', ...refOf(sandbox.pod, this.spec.name) });
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
    this.#kernel.record(this.id, { type: 'image-pulled', image, durationUs, ...refOf(pod, this.spec.name), container });
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
      ...(this.#boots !== Number(this.#powered) && { boots: this.#boots }),
      ...(this.capacity.filled !== NOTHING && { filled: this.capacity.filled }),
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
}
