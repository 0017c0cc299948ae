// What there is: the objects of a cluster, to be judged.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { KindMap, ResourceName } from '../../api/resources.ts';
import type { Micros } from '../../kernel/time.ts';

export interface World {
  readonly now: Micros;
  all<R extends ResourceName>(resource: R): readonly KindMap[R][];
  /** Every object of every kind, those of custom resources too. */
  everything(): readonly (readonly [resource: string, object: KubeObject])[];
}

/** `namespace/name`, or the name alone. */
export function nameOf({ metadata }: KubeObject): string {
  const { namespace = '', name = '' } = metadata ?? {};
  return namespace === '' ? name : `${namespace}/${name}`;
}

/** UID of the controller that an object belongs to; undefined when it is its own. */
export function controllerOf({ metadata }: KubeObject): string | undefined {
  return metadata?.ownerReferences?.find(({ controller }) => controller)?.uid;
}

export const isGoing = ({ metadata }: KubeObject): boolean => metadata?.deletionTimestamp !== undefined;

export const uidOf = ({ metadata }: KubeObject): string => metadata?.uid ?? '';

/** What the objects of a list own of `owned`, by UID of the owner. */
export function byController<T extends KubeObject>(owned: readonly T[]): (owner: KubeObject) => readonly T[] {
  const groups = new Map<string, T[]>();
  for (const object of owned) {
    const owner = controllerOf(object);
    if (owner === undefined) continue;
    const group = groups.get(owner);
    if (group) group.push(object);
    else groups.set(owner, [object]);
  }
  return (owner) => groups.get(uidOf(owner)) ?? [];
}
