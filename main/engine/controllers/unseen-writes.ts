// Models staging/src/k8s.io/endpointslice/util/endpointslice_tracker.go (v1.35): writes that the cache does not show
// yet. Whoever would decide on a cache that is behind its own writes waits instead.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { keyOf } from '../api/resources.ts';
import type { Change } from '../api/store.ts';

type Unseen = readonly (readonly [object: string, revision: number])[];
export type SavedUnseenWrites = readonly (readonly [key: string, writes: Unseen])[];

export class UnseenWrites {
  /** By the key on whose account they were made: revisions by the key of the object written. */
  readonly #writes: Map<string, Map<string, number>>;

  constructor(saved?: SavedUnseenWrites) {
    this.#writes = new Map(saved?.map(([key, writes]) => [key, new Map(writes)]));
  }

  /** Whether something written on account of `key` is still to be seen. */
  has(key: string): boolean {
    return this.#writes.has(key);
  }

  /** `cached` is what the cache shows of the object; a write that changed nothing is there already. */
  add(key: string, written: KubeObject, cached: KubeObject | undefined): void {
    const revision = Number(written.metadata?.resourceVersion);
    if (cached && Number(cached.metadata?.resourceVersion) >= revision) return;
    const writes = this.#writes.get(key) ?? new Map<string, number>();
    this.#writes.set(key, writes.set(keyOf(written), revision));
  }

  seen(key: string, { object, revision }: Change<KubeObject>): void {
    const writes = this.#writes.get(key);
    const written = writes?.get(keyOf(object));
    if (!writes || written === undefined || written > revision) return;
    writes.delete(keyOf(object));
    if (writes.size === 0) this.#writes.delete(key);
  }

  forget(key: string): void {
    this.#writes.delete(key);
  }

  save(): SavedUnseenWrites {
    return [...this.#writes].map(([key, writes]) => [key, [...writes]]);
  }
}
