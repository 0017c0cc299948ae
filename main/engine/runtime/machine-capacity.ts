// What is left of a machine's memory and disk, in bytes.
import { unitsOf } from '../api/quantity.ts';
import type { MachineWorld } from './containers/world.ts';
import type { ImageStore } from './image-store.ts';
import type { MachineSpec } from './machine-spec.ts';
import { memoryOf } from './memory.ts';
import type { Sandboxes } from './sandboxes.ts';

export class MachineCapacity {
  readonly #spec: MachineSpec;
  readonly #world: MachineWorld;
  readonly #images: ImageStore;
  readonly #sandboxes: Sandboxes;
  #filledBytes: number;

  /** `filledBytes`: what lies on the disk beside images and containers. */
  constructor(spec: MachineSpec, world: MachineWorld, images: ImageStore, sandboxes: Sandboxes, filledBytes: number) {
    this.#spec = spec;
    this.#world = world;
    this.#images = images;
    this.#sandboxes = sandboxes;
    this.#filledBytes = filledBytes;
  }

  get filledBytes(): number {
    return this.#filledBytes;
  }

  get memoryLeft(): number {
    return this.#world.memoryLeft;
  }

  get storageLeft(): number {
    return Math.max(0, unitsOf(this.#spec.storage) - this.#filledBytes - this.#images.sizeBytes);
  }

  /** Leaves so much of the disk to images and containers that `share` of it, from 0 to 1, is filled with something else. */
  fillDisk(share: number): void {
    this.#filledBytes = Math.round(unitsOf(this.#spec.storage) * share);
    this.#world.observer?.storageWanted();
  }

  /** How much memory a running container holds. */
  memoryOf(podUid: string, name: string): number {
    const container = this.#sandboxes.get(podUid)?.running(name);
    return container ? memoryOf(container) : 0;
  }

  /** Changes how much memory a running container may take; undefined for as much as there is. */
  limitMemory(podUid: string, name: string, bytes: number | undefined): void {
    const container = this.#sandboxes.get(podUid)?.running(name);
    if (container) container.config = { ...container.config, memoryLimitBytes: bytes };
  }
}
