// Models client-go's tools/cache/thread_safe_store.go (v1.35): the objects of a cache by some property of theirs.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { keyOf } from '../api/resources.ts';
import type { Change } from '../api/store.ts';

/** How an index finds its way. */
interface IndexRules<T> {
  /** Under which values an object is: several, or none. */
  valuesOf(object: T): readonly string[];
  /** What the values hang on, beside the key: while that is the same thing, so are they. */
  readonly basisOf: (object: T) => unknown;
  /** An object of the cache by its key. */
  find(key: string): T | undefined;
}

/**
 * Objects by value. What comes out is in no particular order: it may differ after a restore, so whoever depends on order
 * must sort.
 */
export class Index<T extends KubeObject> {
  readonly #rules: IndexRules<T>;
  readonly #buckets = new Map<string, Set<string>>();

  constructor(rules: IndexRules<T>) {
    this.#rules = rules;
  }

  of(value: string): readonly T[] {
    const objects: T[] = [];
    for (const key of this.#buckets.get(value) ?? []) {
      const object = this.#rules.find(key);
      if (object) objects.push(object);
    }
    return objects;
  }

  /** All values that some object is under. */
  values(): Iterable<string> {
    return this.#buckets.keys();
  }

  /** Follows a change that the cache has taken. */
  update({ type, object, previous }: Change<T>): void {
    const rules = this.#rules;
    if (previous && type !== 'deleted' && rules.basisOf(previous) === rules.basisOf(object)) return;
    if (previous) this.#remove(previous);
    if (type !== 'deleted') this.add(object);
  }

  add(object: T): void {
    const key = keyOf(object);
    for (const value of this.#rules.valuesOf(object)) {
      const bucket = this.#buckets.get(value);
      if (bucket) bucket.add(key);
      else this.#buckets.set(value, new Set([key]));
    }
  }

  #remove(object: T): void {
    const key = keyOf(object);
    for (const value of this.#rules.valuesOf(object)) {
      const bucket = this.#buckets.get(value);
      if (bucket?.delete(key) && bucket.size === 0) this.#buckets.delete(value);
    }
  }
}
