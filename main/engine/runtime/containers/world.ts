// What the containers of one machine share: the machine around them, and who is told of them.
import type { Kernel } from '../../kernel/kernel.ts';
import { unitsOf } from '../../api/quantity.ts';
import type { FileTree } from '../file-tree.ts';
import type { Fleet } from '../fleet.ts';
import type { Components } from '../interfaces.ts';
import type { MachineSpec } from '../machine-spec.ts';
import { memoryLeft } from '../memory.ts';
import type { ImagePrograms } from '../programs/choose.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Sandboxes } from '../sandboxes.ts';
import type { Scripts } from '../shell/scripts.ts';
import type { Outgoing } from './outgoing.ts';

/** The name server that Pods are sent to unless they say otherwise, and the domain of the cluster. */
export interface ClusterDns {
  readonly server: string;
  readonly domain: string;
}

/** Who is told what happens on a machine: its kubelet. Called in the middle of things, so it may only take note. */
export interface MachineObserver {
  /** Something of the Pod's sandbox changed: states, or only files and ports. */
  podChanged(podUid: string, what: 'state' | 'files'): void;
  /** One of its containers has logged something, and what it has logged is limited. */
  podLogged(podUid: string): void;
  /** Programs hold more memory than before. */
  memoryWanted(): void;
  /** The kernel has ended a program for want of memory; `pid` is its number outside of its container. */
  outOfMemory(program: string, pid: number): void;
  /** Less of the disk is free than before. */
  storageWanted(): void;
  fileChanged(path: string): void;
}

/** Numbers that processes in containers have outside of them. */
const HOST_PIDS = { low: 2_000, high: 32_767 } as const;

export class MachineWorld {
  readonly kernel: Kernel;
  /** The actor whose agenda wakes processes: `containerd/<node>`. */
  readonly id: string;
  readonly node: string;
  readonly ip: string;
  readonly spec: MachineSpec;
  readonly disk: FileTree;
  readonly outgoing: Outgoing;
  readonly #sandboxes: Sandboxes;
  readonly #fleet: Fleet;
  components: Components | undefined;
  clusterDns: ClusterDns | undefined;
  observer: MachineObserver | undefined;

  constructor(
    kernel: Kernel,
    spec: MachineSpec,
    disk: FileTree,
    outgoing: Outgoing,
    sandboxes: Sandboxes,
    fleet: Fleet,
  ) {
    this.kernel = kernel;
    this.id = `containerd/${spec.name}`;
    this.node = spec.name;
    this.ip = spec.ip;
    this.disk = disk;
    this.outgoing = outgoing;
    this.spec = spec;
    this.#sandboxes = sandboxes;
    this.#fleet = fleet;
  }

  /** Scripts that have been read. */
  get scripts(): Scripts {
    return this.#fleet.scripts;
  }

  /** What an image has to run, by its reference. */
  image(reference: string): ImagePrograms {
    return this.#fleet.programs.of(reference);
  }

  /** How many bytes of memory are left. */
  get memoryLeft(): number {
    return memoryLeft(this.spec, this.#sandboxes.all());
  }

  /** Takes so many bytes more of the machine's memory for a program; false when there are no more. */
  takeMemory(bytes: number, program: string): boolean {
    const left = this.memoryLeft - bytes;
    if (left < this.#plentyBytes) this.observer?.memoryWanted();
    if (left >= 0) return true;
    this.observer?.outOfMemory(program, this.kernel.random(this.id).int(HOST_PIDS.low, HOST_PIDS.high));
    return false;
  }

  /** As long as so much is left nobody needs to look how much it is. */
  get #plentyBytes(): number {
    return unitsOf(this.spec.memory) / 2;
  }

  /** Called on account of the change, `what` says of which kind. */
  changed(sandbox: Sandbox, what: 'state' | 'files'): void {
    sandbox.version++;
    this.observer?.podChanged(sandbox.pod.uid, what);
  }

  /** One of the Pod's programs did by the clock, by chance or by what others say: next time it may do something else. */
  varies(sandbox: Sandbox): void {
    sandbox.version++;
  }
}
