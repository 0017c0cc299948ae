// All Events that were ever told in a session, each as it was last, also those that the cluster has forgotten since.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { JournalRecord } from '../../engine/kernel/journal.ts';

export interface EventList {
  readonly kind: 'EventList';
  readonly apiVersion: 'v1';
  readonly metadata: { readonly resourceVersion: string };
  readonly items: readonly KubeObject[];
}

/** In the order in which they first came. One namespace alone where it is named. */
export function eventHistory(records: Iterable<JournalRecord>, namespace?: string): EventList {
  const events = new Map<string, KubeObject>();
  for (const record of records) {
    if (record.type !== 'object-created' && record.type !== 'object-updated') continue;
    if (record.resource !== 'events' || (namespace !== undefined && record.namespace !== namespace)) continue;
    events.set(record.object.metadata?.uid ?? '', record.object);
  }
  return { kind: 'EventList', apiVersion: 'v1', metadata: { resourceVersion: '' }, items: [...events.values()] };
}
