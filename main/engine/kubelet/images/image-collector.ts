// Models pkg/kubelet/images/image_gc_manager.go (v1.35): every five minutes, images that nothing uses are removed from a
// disk that is fuller than it should be. Here only when it may have become so, or has been.
import { unitsOf } from '../../api/quantity.ts';
import { MINUTE } from '../../kernel/time.ts';
import { tellOfNode } from '../node-events.ts';
import type { KubeletServices } from '../services.ts';
import { removeUnusedImages } from './unused-images.ts';

export interface SavedImageCollector {
  /** Undefined until it has had to look for the first time. */
  readonly phaseUs: number | undefined;
  readonly due: boolean;
  readonly failed: boolean;
}

const PERIOD_US = 5 * MINUTE;
/** Images are removed when more of the disk is used than this, until no more is used than that. */
const HIGH_PERCENT = 85;
const LOW_PERCENT = 80;
const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

export const IMAGE_COLLECTION = 'image-collection';

export class ImageCollector {
  readonly #services: KubeletServices;
  #phaseUs: number | undefined;
  #due: boolean;
  /** The last time it could not free enough. */
  #failed: boolean;

  constructor(services: KubeletServices, saved?: SavedImageCollector) {
    this.#services = services;
    this.#phaseUs = saved?.phaseUs;
    this.#due = saved?.due ?? false;
    this.#failed = saved?.failed ?? false;
  }

  /** Less of the disk is free than before. */
  note(): void {
    if (this.#due) return;
    const { kernel, random, id } = this.#services;
    this.#phaseUs ??= random.int(0, PERIOD_US - 1);
    this.#due = true;
    kernel.schedule(id, PERIOD_US - ((kernel.now - this.#phaseUs + PERIOD_US) % PERIOD_US), IMAGE_COLLECTION);
  }

  /** Frees what has to be freed; says so when that is not possible. */
  collect(): void {
    this.#due = false;
    const { machine } = this.#services;
    const capacity = unitsOf(machine.spec.storage);
    const usedPercent = 100 - Math.trunc((machine.capacity.storageLeft * 100) / capacity);
    if (usedPercent < HIGH_PERCENT) {
      this.#failed = false;
      return;
    }
    const wanted = Math.trunc((capacity * (100 - LOW_PERCENT)) / 100) - machine.capacity.storageLeft;
    const freed = removeUnusedImages(machine, wanted);
    if (freed < wanted) this.#tellFailure(usedPercent, capacity, freed);
    this.#failed = freed < wanted;
    this.note();
  }

  save(): SavedImageCollector {
    return { phaseUs: this.#phaseUs, due: this.#due, failed: this.#failed };
  }

  #tellFailure(usedPercent: number, capacity: number, freed: number): void {
    const message =
      `Insufficient free disk space on the node's image filesystem (${String(usedPercent)}% of ${sizeText(capacity)} used). ` +
      `Failed to free sufficient space by deleting unused images (freed ${String(freed)} bytes). ` +
      'Investigate disk usage, as it could be used by active images, logs, volumes, or other data.';
    tellOfNode(this.#services, 'Warning', 'FreeDiskSpaceFailed', message);
    if (this.#failed) tellOfNode(this.#services, 'Warning', 'ImageGCFailed', message);
  }
}

/** Bytes as people read them: `26.4 GiB`. */
function sizeText(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 2 ** (10 * step)).toFixed(1)} ${UNITS[step] ?? ''}`;
}
