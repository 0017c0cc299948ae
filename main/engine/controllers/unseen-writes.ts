// Models staging/src/k8s.io/endpointslice/util/endpointslice_tracker.go (v1.35): writes that the cache does not show
// yet. Whoever would decide on a cache that is behind its own writes waits instead.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { type ResourceName, keyOf } from '../api/resources.ts';
import type { Change } from '../api/store.ts';
import { SECOND } from '../kernel/time.ts';
import type { Caches } from './caches.ts';

type Write = { readonly resource: ResourceName; readonly revision: number };
export type SavedUnseenWrites = readonly (readonly [
  key: string,
  writes: readonly (readonly [object: string, write: Write])[],
])[];

/** After so long it is looked again, in case no change tells that the cache has caught up. */
export const UNSEEN_US = SECOND;

export class UnseenWrites {
  readonly #caches: Caches;
  /** By the key on whose account they were made: the last write of each object. */
  readonly #writes: Map<string, Map<string, Write>>;

  constructor(caches: Caches, saved?: SavedUnseenWrites) {
    this.#caches = caches;
    this.#writes = new Map(saved?.map(([key, writes]) => [key, new Map(writes)]));
  }

  /** Whether something written on account of `key` is still to be seen. */
  has(key: string): boolean {
    for (const { resource, revision } of this.#writes.get(key)?.values() ?? []) {
      if (this.#caches.of(resource).revision < revision) return true;
    }
    this.#writes.delete(key);
    return false;
  }

  add(key: string, resource: ResourceName, written: KubeObject): void {
    const writes = this.#writes.get(key) ?? new Map<string, Write>();
    const revision = Number(written.metadata?.resourceVersion);
    this.#writes.set(key, writes.set(nameOf(resource, written), { resource, revision }));
  }

  /** Whether a change of an object is what was written on account of `key`, or older. */
  covers(key: string, resource: ResourceName, { object, revision }: Change<KubeObject>): boolean {
    return revision <= (this.#writes.get(key)?.get(nameOf(resource, object))?.revision ?? 0);
  }

  forget(key: string): void {
    this.#writes.delete(key);
  }

  save(): SavedUnseenWrites {
    return [...this.#writes].map(([key, writes]) => [key, [...writes]]);
  }
}

const nameOf = (resource: ResourceName, object: KubeObject): string => `${resource} ${keyOf(object)}`;
