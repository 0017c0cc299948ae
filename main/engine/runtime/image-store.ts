// The images on one machine. Pulls stand in line, as the kubelet's default of one pull at a time has it.
import type { RandomStream } from '../kernel/random.ts';
import { type Micros, after } from '../kernel/time.ts';
import { type ImageCatalogue, findImage, isMissing, parseImageName } from './catalogue.ts';

export type PullPlan =
  /** `durationUs` from now until it is there, of which `waitingUs` in line. */
  | { readonly ok: true; readonly durationUs: number; readonly waitingUs: number }
  | { readonly ok: false; readonly durationUs: number; readonly message: string };

export interface SavedImageStore {
  readonly present: readonly string[];
  readonly freeAt: Micros;
}

export class ImageStore {
  readonly #catalogue: ImageCatalogue;
  readonly #present: Set<string>;
  #freeAt: Micros;

  constructor(catalogue: ImageCatalogue, saved: SavedImageStore) {
    this.#catalogue = catalogue;
    this.#present = new Set(saved.present);
    this.#freeAt = saved.freeAt;
  }

  get count(): number {
    return this.#present.size;
  }

  has(image: string): boolean {
    return this.#present.has(parseImageName(image).full);
  }

  /** Full names with sizes, in the order in which the images came. */
  list(): readonly { readonly name: string; readonly sizeBytes: number }[] {
    return [...this.#present].map((name) => ({ name, sizeBytes: this.sizeOf(name) }));
  }

  sizeOf(image: string): number {
    return (findImage(this.#catalogue, image) ?? this.#catalogue.unknown).sizeBytes;
  }

  /** Plans a pull that begins when those before it are done; the caller says `arrived` at its end. */
  pull(image: string, now: Micros, random: RandomStream): PullPlan {
    const waitingUs = Math.max(0, this.#freeAt - now);
    const { pullUs } = findImage(this.#catalogue, image) ?? this.#catalogue.unknown;
    if (isMissing(this.#catalogue, image)) {
      return { ok: false, durationUs: waitingUs + Math.round(pullUs / 2), message: notFoundMessage(image) };
    }
    const durationUs = waitingUs + random.int(pullUs, Math.round((pullUs * 4) / 3));
    this.#freeAt = after(now, durationUs);
    return { ok: true, durationUs, waitingUs };
  }

  arrived(image: string): void {
    this.#present.add(parseImageName(image).full);
  }

  /** Removes an image by its full name. */
  remove(name: string): void {
    this.#present.delete(name);
  }

  /** How much of a disk all of them take, in bytes. */
  get sizeBytes(): number {
    return [...this.#present].reduce((sum, name) => sum + this.sizeOf(name), 0);
  }

  clear(): void {
    this.#present.clear();
  }

  save(): SavedImageStore {
    return { present: [...this.#present], freeAt: this.#freeAt };
  }
}

function notFoundMessage(image: string): string {
  const { full } = parseImageName(image);
  return (
    `rpc error: code = NotFound desc = failed to pull and unpack image "${full}": ` +
    `failed to resolve reference "${full}": ${full}: not found`
  );
}
