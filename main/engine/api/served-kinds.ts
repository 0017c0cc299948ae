// The kinds that are served at present: those that the compiler knows, and those that definitions have made.
import { CustomKinds, type KindMaker } from './custom-kinds.ts';
import type { AnyKind, KindRegistry, ResourceName } from './resources.ts';
import type { ObjectStore } from './store.ts';

export class ServedKinds {
  readonly #kinds: KindRegistry;
  readonly #custom: CustomKinds;
  readonly #store: ObjectStore;

  constructor(kinds: KindRegistry, makeKind: KindMaker, store: ObjectStore) {
    this.#kinds = kinds;
    this.#custom = new CustomKinds(makeKind);
    this.#store = store;
  }

  /** The kind that is served under a plural name; undefined when none is. */
  find(resource: string): AnyKind | undefined {
    if (this.#isStatic(resource)) return this.#kinds[resource];
    return this.#custom.find(this.#store.all('customresourcedefinitions'), resource);
  }

  /** All kinds, those of custom resources last. */
  all(): AnyKind[] {
    const custom = this.#custom.all(this.#store.all('customresourcedefinitions'));
    return [...Object.values<AnyKind>(this.#kinds), ...custom];
  }

  #isStatic(resource: string): resource is ResourceName {
    return Object.hasOwn(this.#kinds, resource);
  }
}
