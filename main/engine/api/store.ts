// The object store (etcd's part): frozen objects by resource and key, one revision for all, and a log of changes from
// which watches are fed.
import { deepFreeze } from '../kernel/json.ts';
import { keyOf, type KindMap, type ResourceName } from './resources.ts';

export interface Change<T = KindMap[ResourceName]> {
  readonly type: 'added' | 'modified' | 'deleted';
  readonly revision: number;
  /** Sequence number of the record that tells of this change. */
  readonly seq: number;
  readonly object: T;
  readonly previous: T | undefined;
}

export interface SavedStore {
  readonly revision: number;
  readonly objects: readonly (readonly [ResourceName, readonly KindMap[ResourceName][]])[];
}

export class ObjectStore {
  #revision = 0;
  readonly #tables = new Map<ResourceName, Map<string, KindMap[ResourceName]>>();

  get revision(): number {
    return this.#revision;
  }

  nextRevision(): number {
    return ++this.#revision;
  }

  get<R extends ResourceName>(resource: R, key: string): KindMap[R] | undefined {
    return this.#table(resource).get(key);
  }

  all<R extends ResourceName>(resource: R): IterableIterator<KindMap[R]> {
    return this.#table(resource).values();
  }

  count(resource: ResourceName): number {
    return this.#table(resource).size;
  }

  put<R extends ResourceName>(resource: R, object: KindMap[R]): void {
    this.#table(resource).set(keyOf(object), deepFreeze(object));
  }

  remove(resource: ResourceName, key: string): void {
    this.#table(resource).delete(key);
  }

  save(): SavedStore {
    return {
      revision: this.#revision,
      objects: [...this.#tables].map(([resource, table]) => [resource, [...table.values()]]),
    };
  }

  restore(saved: SavedStore): void {
    this.#revision = saved.revision;
    this.#tables.clear();
    for (const [resource, objects] of saved.objects) for (const object of objects) this.put(resource, object);
  }

  // The tables are keyed by resource, so a table holds objects of that resource only.
  #table<R extends ResourceName>(resource: R): Map<string, KindMap[R]> {
    let table = this.#tables.get(resource);
    if (!table) {
      table = new Map();
      this.#tables.set(resource, table);
    }
    return table as Map<string, KindMap[R]>;
  }
}
