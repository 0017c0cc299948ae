// Models client-go's tools/cache/thread_safe_store.go (v1.35): the objects of a cache by some property of theirs.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { keyOf } from '../api/resources.ts';
import type { Change } from '../api/store.ts';

/**
 * Objects by value; an object may be under several values or none. What comes out is in no particular order: it may
 * differ after a restore, so whoever depends on order must sort.
 */
export class Index<T extends KubeObject> {
  readonly #valuesOf: (object: T) => readonly string[];
  readonly #buckets = new Map<string, Map<string, T>>();

  constructor(valuesOf: (object: T) => readonly string[]) {
    this.#valuesOf = valuesOf;
  }

  of(value: string): Iterable<T> {
    return this.#buckets.get(value)?.values() ?? [];
  }

  /** All values that some object is under. */
  values(): Iterable<string> {
    return this.#buckets.keys();
  }

  update(change: Change<T>): void {
    if (change.previous) this.#remove(change.previous);
    if (change.type !== 'deleted') this.add(change.object);
  }

  add(object: T): void {
    const key = keyOf(object);
    for (const value of this.#valuesOf(object)) {
      const bucket = this.#buckets.get(value);
      if (bucket) bucket.set(key, object);
      else this.#buckets.set(value, new Map([[key, object]]));
    }
  }

  #remove(object: T): void {
    const key = keyOf(object);
    for (const value of this.#valuesOf(object)) {
      const bucket = this.#buckets.get(value);
      if (bucket?.delete(key) && bucket.size === 0) this.#buckets.delete(value);
    }
  }
}
