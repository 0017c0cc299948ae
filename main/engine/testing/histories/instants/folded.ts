// The state as the records alone tell it: each change laid over what was before.
import type { KubeObject } from '../../../../../preload/contract/objects.ts';
import type { KindMap, ResourceName } from '../../../api/resources.ts';
import type { ApiServer } from '../../../api/server.ts';
import { jsonEqual } from '../../../kernel/json.ts';
import { type Fault, fault } from '../fault.ts';
import type { ObjectRecord } from './rule.ts';

export class Folded {
  readonly #tables = new Map<string, Map<string, KubeObject>>();

  constructor(server: ApiServer) {
    for (const [resource, objects] of server.store.save().objects) {
      for (const object of objects) this.#table(resource).set(keyOf(object.metadata ?? {}), object);
    }
  }

  /** All objects of a kind that are there after the records so far. */
  all<R extends ResourceName>(resource: R): readonly KindMap[R][] {
    // A table holds objects of its resource only: `note` puts them where their record says.
    return [...this.#table(resource).values()] as KindMap[R][];
  }

  note(record: ObjectRecord): void {
    const table = this.#table(record.resource);
    if (record.type === 'object-deleted') table.delete(keyOf(record));
    else table.set(keyOf(record), record.object);
  }

  compare(server: ApiServer): readonly Fault[] {
    const stored = server.store.save().objects;
    const faults: Fault[] = [];
    let count = 0;
    for (const [resource, objects] of stored) {
      count += objects.length;
      for (const object of objects) {
        const key = keyOf(object.metadata ?? {});
        if (!jsonEqual(this.#table(resource).get(key), object)) faults.push(fault('folding', `${resource} ${key}`));
      }
    }
    const folded = [...this.#tables.values()].reduce((sum, { size }) => sum + size, 0);
    return folded === count
      ? faults
      : [...faults, fault('folding', `${String(folded)} folded, ${String(count)} stored`)];
  }

  #table(resource: string): Map<string, KubeObject> {
    let table = this.#tables.get(resource);
    if (!table) this.#tables.set(resource, (table = new Map<string, KubeObject>()));
    return table;
  }
}

const keyOf = ({ namespace = '', name = '' }: { namespace?: string | undefined; name?: string | undefined }) =>
  `${namespace}/${name}`;
