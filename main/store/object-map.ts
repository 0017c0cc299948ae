// The objects of a cluster as the journal tells of them: what is there after some record.
import type { KubeObject, ObjectKey } from '../../preload/contract/objects.ts';
import type { JournalRecord } from '../engine/kernel/journal.ts';

/** Objects by resource, in the order in which they came. */
export type SavedObjects = readonly (readonly [resource: string, objects: readonly KubeObject[]])[];

export class ObjectMap {
  readonly #tables = new Map<string, Map<string, KubeObject>>();

  constructor(saved: SavedObjects = []) {
    for (const [resource, objects] of saved) {
      for (const object of objects) this.set({ resource, ...nameOf(object) }, object);
    }
  }

  get(key: ObjectKey): KubeObject | undefined {
    return this.#tables.get(key.resource)?.get(pathOf(key));
  }

  set(key: ObjectKey, object: KubeObject): void {
    let table = this.#tables.get(key.resource);
    if (!table) {
      table = new Map<string, KubeObject>();
      this.#tables.set(key.resource, table);
    }
    table.set(pathOf(key), object);
  }

  /** Takes over what `record` changed; records that are not of an object change nothing. */
  apply(record: JournalRecord): void {
    if (record.type === 'object-created' || record.type === 'object-updated') this.set(record, record.object);
    else if (record.type === 'object-deleted') this.#tables.get(record.resource)?.delete(pathOf(record));
  }

  /** All objects of a resource. */
  all(resource: string): IterableIterator<KubeObject> {
    return (this.#tables.get(resource) ?? new Map<string, KubeObject>()).values();
  }

  save(): SavedObjects {
    return [...this.#tables].map(([resource, table]) => [resource, [...table.values()]]);
  }
}

function pathOf({ namespace, name }: ObjectKey): string {
  return namespace === '' ? name : `${namespace}/${name}`;
}

function nameOf(object: KubeObject): { namespace: string; name: string } {
  return { namespace: object.metadata?.namespace ?? '', name: object.metadata?.name ?? '' };
}
