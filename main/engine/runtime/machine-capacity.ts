// What is left of a machine's memory, disk and numbers of processes, and what its containers use.
import type { MeasuredContainer } from '../api/meter.ts';
import { unitsOf } from '../api/quantity.ts';
import type { MachineWorld } from './containers/world.ts';
import type { ImageStore } from './image-store.ts';
import type { MachineSpec } from './machine-spec.ts';
import { memoryOf } from './memory.ts';
import { NO_STORAGE, type PodStorage, storageOf } from './pod-storage.ts';
import type { Sandboxes } from './sandboxes.ts';
import { usageOf } from './usage.ts';

/** What lies on a disk beside images and containers. */
export interface Filled {
  readonly bytes: number;
  /** Files. */
  readonly inodes: number;
}

const BYTES_PER_INODE = 16 * 2 ** 10;
const BYTES_PER_IMAGE_FILE = 32 * 2 ** 10;
const BYTES_PER_PID = 128 * 2 ** 10;
const SYSTEM_PIDS = 180;

export class MachineCapacity {
  readonly #spec: MachineSpec;
  readonly #world: MachineWorld;
  readonly #images: ImageStore;
  readonly #sandboxes: Sandboxes;
  #filled: Filled;

  constructor(spec: MachineSpec, world: MachineWorld, images: ImageStore, sandboxes: Sandboxes, filled: Filled) {
    this.#spec = spec;
    this.#world = world;
    this.#images = images;
    this.#sandboxes = sandboxes;
    this.#filled = filled;
  }

  get filled(): Filled {
    return this.#filled;
  }

  get memoryLeft(): number {
    return this.#world.memoryLeft;
  }

  get storageLeft(): number {
    const used = this.#filled.bytes + this.#images.sizeBytes + this.#sum(({ bytes }) => bytes);
    return Math.max(0, unitsOf(this.#spec.storage) - used);
  }

  /** How many files the disk has room for in all. */
  get inodes(): number {
    return Math.floor(unitsOf(this.#spec.storage) / BYTES_PER_INODE);
  }

  get inodesLeft(): number {
    const ofImages = Math.floor(this.#images.sizeBytes / BYTES_PER_IMAGE_FILE);
    return Math.max(0, this.inodes - this.#filled.inodes - ofImages - this.#sum(({ files }) => files));
  }

  /** How many processes the machine can have in all: the kernel allows for them by its memory. */
  get pids(): number {
    return Math.floor(unitsOf(this.#spec.memory) / BYTES_PER_PID);
  }

  get pidsLeft(): number {
    let left = this.pids - SYSTEM_PIDS;
    for (const { containers } of this.#sandboxes.all())
      for (const { processes } of containers) left -= processes.processes.length;
    return Math.max(0, left);
  }

  /**
   * Leaves so much of the disk to images and containers that `share` of it, from 0 to 1, is filled with something else:
   * of its bytes, or of the files it has room for.
   */
  fillDisk(share: number, of: keyof Filled = 'bytes'): void {
    const whole = of === 'bytes' ? unitsOf(this.#spec.storage) : this.inodes;
    this.#filled = { ...this.#filled, [of]: Math.round(whole * share) };
    this.#world.observer?.storageWanted();
  }

  /** What a Pod takes of the disk. */
  storageOf(podUid: string): PodStorage {
    const sandbox = this.#sandboxes.get(podUid);
    return sandbox ? storageOf(sandbox) : NO_STORAGE;
  }

  /** How many processes run in a Pod. */
  processesOf(podUid: string): number {
    const containers = this.#sandboxes.get(podUid)?.containers ?? [];
    return containers.reduce((sum, { processes }) => sum + processes.processes.length, 0);
  }

  /** How much memory a running container holds. */
  memoryOf(podUid: string, name: string): number {
    const container = this.#sandboxes.get(podUid)?.running(name);
    return container ? memoryOf(container) : 0;
  }

  /** What the running containers of a Pod use. */
  usageOf(podUid: string): readonly MeasuredContainer[] {
    const running = this.#sandboxes.get(podUid)?.containers.filter(({ status }) => status.state === 'running') ?? [];
    const { now } = this.#world.kernel;
    return running.map((container) => usageOf(container, this.#world.image(container.config.image).use, now));
  }

  /** Changes how much memory a running container may take; undefined for as much as there is. */
  limitMemory(podUid: string, name: string, bytes: number | undefined): void {
    const container = this.#sandboxes.get(podUid)?.running(name);
    if (container) container.config = { ...container.config, memoryLimitBytes: bytes };
  }

  #sum(amount: (storage: PodStorage) => number): number {
    let sum = 0;
    for (const sandbox of this.#sandboxes.all()) sum += amount(storageOf(sandbox));
    return sum;
  }
}
