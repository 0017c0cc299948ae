// The object store (etcd's part): frozen objects by resource and key, one revision for all, and a log of changes from
// which watches are fed.
import { Thrift } from '../kernel/thrift.ts';
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

type Undo = () => void;

export class ObjectStore {
  #revision = 0;
  #undo: Undo[] | undefined;
  readonly #tables = new Map<ResourceName, Map<string, KindMap[ResourceName]>>();
  readonly #thrift = new Thrift();
  /** The object of each table that was stored last: the next new one is likely to resemble it. */
  readonly #newest = new Map<ResourceName, KindMap[ResourceName]>();

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

  /** Stores a frozen copy of an object, and answers it. */
  put<R extends ResourceName>(resource: R, object: KindMap[R]): KindMap[R] {
    const key = keyOf(object);
    this.#remember(resource, key);
    const table = this.#table(resource);
    const stored = this.#thrift.settle(object, table.get(key) ?? this.#newest.get(resource));
    table.set(key, stored);
    this.#newest.set(resource, stored);
    return stored;
  }

  remove(resource: ResourceName, key: string): void {
    this.#remember(resource, key);
    this.#table(resource).delete(key);
  }

  get rehearsing(): boolean {
    return this.#undo !== undefined;
  }

  /** Does `work` and then takes back all it wrote here. Removed objects come back at the end of their table. */
  rehearse<T>(work: () => T): T {
    const revision = this.#revision;
    const undo: Undo[] = (this.#undo = []);
    try {
      return work();
    } finally {
      this.#undo = undefined;
      for (const step of undo.reverse()) step();
      this.#revision = revision;
    }
  }

  save(): SavedStore {
    return {
      revision: this.#revision,
      // Tables appear when they are first asked for; what is saved must not depend on who asked.
      objects: [...this.#tables]
        .filter(([, table]) => table.size > 0)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([resource, table]) => [resource, [...table.values()]]),
    };
  }

  restore(saved: SavedStore): void {
    this.#revision = saved.revision;
    this.#tables.clear();
    for (const [resource, objects] of saved.objects) {
      this.#table(resource);
      for (const object of objects) this.put(resource, object);
    }
  }

  #remember(resource: ResourceName, key: string): void {
    if (!this.#undo) return;
    const table = this.#table(resource);
    const before = table.get(key);
    this.#undo.push(() => {
      if (before) table.set(key, before);
      else table.delete(key);
    });
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
