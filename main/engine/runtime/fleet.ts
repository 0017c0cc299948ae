// What all machines share.
import type { ImageCatalogue } from './catalogue.ts';
import type { AddressOwner } from './interfaces.ts';
import { ImageLibrary } from './programs/choose.ts';
import { Scripts } from './shell/scripts.ts';

export class Fleet {
  readonly catalogue: ImageCatalogue;
  readonly programs: ImageLibrary;
  /** Scripts that have been read. */
  readonly scripts = new Scripts();
  /** Who has which address. */
  readonly owners = new Map<string, AddressOwner>();

  constructor(catalogue: ImageCatalogue) {
    this.catalogue = catalogue;
    this.programs = new ImageLibrary(catalogue);
  }
}
