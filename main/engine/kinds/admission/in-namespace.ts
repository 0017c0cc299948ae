// What the informers' namespace index answers to plugins.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { compareText } from '../../api/order.ts';

/** The objects of a namespace in the order of their names. */
export function objectsIn<T extends KubeObject>(namespace: string, objects: Iterable<T>): T[] {
  const found: T[] = [];
  for (const object of objects) if (object.metadata?.namespace === namespace) found.push(object);
  return found.sort((a, b) => compareText(a.metadata?.name ?? '', b.metadata?.name ?? ''));
}
