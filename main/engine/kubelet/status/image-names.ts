// The names under which a Pod's status has images. They take their time to make, and most Pods of a node share a few images.
import { parseImageName } from '../../runtime/catalogue.ts';
import { digestOf } from '../../kernel/digest.ts';

export interface ImageName {
  readonly full: string;
  /** As containerd has it: repository and digest. */
  readonly id: string;
}

/** Images that are remembered at once; then it begins anew. */
const IMAGES_MAX = 256;

export class ImageNames {
  readonly #names = new Map<string, ImageName>();

  /** The names of an image as a manifest has it. */
  of(image: string): ImageName {
    const known = this.#names.get(image);
    if (known) return known;
    const { name, full } = parseImageName(image);
    const made = { full, id: `${name}@sha256:${digestOf(full)}` };
    if (this.#names.size >= IMAGES_MAX) this.#names.clear();
    this.#names.set(image, made);
    return made;
  }
}
