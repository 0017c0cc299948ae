// What stands in a document: one object, or a list of them as `kubectl get` prints it and the API answers it.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { isJsonObject, type JsonObject } from '../../engine/kernel/json.ts';
import { textAt } from './json-draft.ts';

export interface ListMember {
  /** Or what is wrong with what stands there. */
  readonly object: KubeObject | string;
  /** `object 1`, `object 1, item 12`. */
  readonly place: string;
}

/** All objects of the documents; members of a `PodList` and its like are of the list's kind. */
export function openLists(documents: readonly unknown[]): readonly ListMember[] {
  return documents.flatMap((document, index) => {
    const place = `object ${String(index + 1)}`;
    if (!isJsonObject(document)) return [{ object: 'is no object', place }];
    const { kind, items } = document;
    if (typeof kind !== 'string' || !kind.endsWith('List') || !Array.isArray(items)) return [memberOf(document, place)];
    const kindOfItems =
      kind === 'List' ? {} : { kind: kind.slice(0, -'List'.length), apiVersion: document['apiVersion'] };
    return items.map((item: unknown, number) => {
      const where = `${place}, item ${String(number + 1)}`;
      return isJsonObject(item)
        ? memberOf({ ...kindOfItems, ...item }, where)
        : { object: 'is no object', place: where };
    });
  });
}

function memberOf(object: JsonObject, place: string): ListMember {
  const { metadata } = object;
  if (textAt(object, 'kind') === '') return { object: 'has no kind', place };
  if (textAt(object, 'apiVersion') === '') return { object: 'has no apiVersion', place };
  if (!isJsonObject(metadata) || (textAt(metadata, 'name') === '' && textAt(metadata, 'generateName') === '')) {
    return { object: 'has no name', place };
  }
  return { object, place };
}
