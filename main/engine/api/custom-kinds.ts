// The kinds that CustomResourceDefinitions make, beside those that the compiler knows.
import type { CustomResourceDefinition } from './generated/types.ts';
import type { AnyKind } from './resources.ts';
import { byKey } from './order.ts';

/** Makes the kind of a definition; undefined when none of its versions is served. */
export type KindMaker = (definition: CustomResourceDefinition) => AnyKind | undefined;

export class CustomKinds {
  readonly #made = new WeakMap<CustomResourceDefinition, { readonly kind: AnyKind | undefined }>();
  readonly #make: KindMaker;

  constructor(make: KindMaker) {
    this.#make = make;
  }

  /** All kinds of these definitions, in the order of the definitions' names. */
  all(definitions: Iterable<CustomResourceDefinition>): AnyKind[] {
    const named = [...definitions].sort(byKey);
    return named.flatMap((definition) => this.#of(definition) ?? []);
  }

  /** The kind of a plural name, which may be followed by its group: `crontabs`, `crontabs.example.com`. */
  find(definitions: Iterable<CustomResourceDefinition>, resource: string): AnyKind | undefined {
    const kinds = this.all(definitions);
    return kinds.find((kind) => kind.storedAs === resource) ?? kinds.find((kind) => kind.resource === resource);
  }

  /** A definition never changes, it is replaced: what was made of it stays true. */
  #of(definition: CustomResourceDefinition): AnyKind | undefined {
    let made = this.#made.get(definition);
    if (!made) {
      made = { kind: this.#make(definition) };
      this.#made.set(definition, made);
    }
    return made.kind;
  }
}
