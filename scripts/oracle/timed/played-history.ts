// What happened to the objects of a case while it was played, as the recorder would have told it.
import type { Event } from '../../../main/engine/api/generated/types.ts';
import type { JournalRecord } from '../../../main/engine/kernel/journal.ts';
import { SECOND, type Micros } from '../../../main/engine/kernel/time.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { RecordBody } from '../../../preload/contract/records.ts';
import { COMPACT_KINDS, eventSubject } from './compact-state.ts';
import type { Seen } from './seen.ts';

type ObjectRecord = JournalRecord & RecordBody & { type: 'object-created' | 'object-updated' | 'object-deleted' };

const SUFFIX_LENGTH = 5;

/** A change of an object that a watch of the case would have shown; undefined for all other records. */
export function seenIn(record: JournalRecord, namespace: string, startUs: Micros): Seen | undefined {
  if (!isObjectRecord(record) || !isOfCase(record, namespace)) return undefined;
  const isDeleted = record.type === 'object-deleted';
  return seenObject(record.resource, record.object, (record.t - startUs) / SECOND, isDeleted);
}

/** An object as it is; undefined when nothing is told of its kind. */
export function seenObject(resource: string, object: KubeObject, t: number, isDeleted = false): Seen | undefined {
  const compact = COMPACT_KINDS.get(resource);
  if (!compact) return undefined;
  const name = resource === 'events' ? eventSubject(object as Event) : (object.metadata?.name ?? '');
  return { t, kind: compact.kind, name, state: compact.state(object), isDeleted };
}

/** Names that end in a random suffix, with what stands before it. */
export function generatedNames(records: readonly JournalRecord[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const record of records) {
    if (!isObjectRecord(record)) continue;
    const { name, generateName } = record.object.metadata ?? {};
    if (name !== undefined && generateName !== undefined && hasSuffix(name, generateName))
      names.set(name, generateName);
  }
  return names;
}

/** The names of a StatefulSet's Pods are no chance. */
function hasSuffix(name: string, generateName: string): boolean {
  return name.length === generateName.length + SUFFIX_LENGTH;
}

function isObjectRecord(record: JournalRecord): record is ObjectRecord {
  return record.type === 'object-created' || record.type === 'object-updated' || record.type === 'object-deleted';
}

/** Nodes and the Events about them are everybody's. */
function isOfCase({ resource, namespace, object }: ObjectRecord, own: string): boolean {
  if (resource === 'nodes') return true;
  if (resource === 'events' && (object as Event).involvedObject.kind === 'Node') return true;
  return namespace === own;
}
