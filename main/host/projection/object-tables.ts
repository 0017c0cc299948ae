// The objects as the records told of them: the state of the API at one moment, with the two ways of looking things up
// that views need.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { KindMap, ResourceName } from '../../engine/api/resources.ts';
import { keyOf } from '../../engine/api/resources.ts';
import { GroupIndex } from './group-index.ts';

/** As keyframes hold them. */
export type SavedTables = readonly (readonly [resource: string, objects: readonly KubeObject[]])[];

/** The label by which a slice names its Service. */
const SERVICE_NAME = 'kubernetes.io/service-name';

export class ObjectTables {
  readonly #tables = new Map<ResourceName, Map<string, KindMap[ResourceName]>>();
  /** Keys of Pods by the name of their node. */
  readonly podsByNode = new GroupIndex();
  /** Keys of EndpointSlices by the key of their Service. */
  readonly slicesByService = new GroupIndex();

  /** How many objects there are of all resources. */
  get size(): number {
    let size = 0;
    for (const table of this.#tables.values()) size += table.size;
    return size;
  }

  get<R extends ResourceName>(resource: R, key: string): KindMap[R] | undefined {
    return this.#table(resource).get(key);
  }

  /** In the order in which they were created. */
  all<R extends ResourceName>(resource: R): IterableIterator<KindMap[R]> {
    return this.#table(resource).values();
  }

  /** All objects of all resources, those of custom resources too. */
  everything(): KubeObject[] {
    return [...this.#tables.values()].flatMap((table): KubeObject[] => [...table.values()]);
  }

  keys(resource: ResourceName): IterableIterator<string> {
    return this.#table(resource).keys();
  }

  put<R extends ResourceName>(resource: R, object: KindMap[R]): void {
    const key = keyOf(object);
    this.#drop(resource, key);
    this.#table(resource).set(key, object);
    const group = groupOf(resource, object);
    if (group !== undefined) this.#index(resource)?.add(group, key);
  }

  remove(resource: ResourceName, key: string): void {
    this.#drop(resource, key);
    this.#table(resource).delete(key);
  }

  restore(saved: SavedTables): void {
    // What was put in under a resource's name is of that resource.
    for (const [resource, objects] of saved) {
      for (const object of objects) this.put(resource as ResourceName, object);
    }
  }

  #drop(resource: ResourceName, key: string): void {
    const before = this.#table(resource).get(key);
    const group = before && groupOf(resource, before);
    if (group !== undefined) this.#index(resource)?.remove(group, key);
  }

  #index(resource: ResourceName): GroupIndex | undefined {
    if (resource === 'pods') return this.podsByNode;
    return resource === 'endpointslices' ? this.slicesByService : undefined;
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

/** The key of the Service that a slice belongs to; undefined for a slice of nobody's. */
export function serviceOf(slice: KindMap['endpointslices']): string | undefined {
  const name = slice.metadata?.labels?.[SERVICE_NAME];
  return name === undefined ? undefined : `${slice.metadata?.namespace ?? ''}/${name}`;
}

function groupOf(resource: ResourceName, object: KindMap[ResourceName]): string | undefined {
  if (resource === 'pods') return (object as KindMap['pods']).spec?.nodeName;
  return resource === 'endpointslices' ? serviceOf(object as KindMap['endpointslices']) : undefined;
}
