// Makes full journal records of stored ones by folding them over the objects that were there before.
import type { KubeObject } from '../../preload/contract/objects.ts';
import type { JournalRecord } from '../engine/kernel/journal.ts';
import type { Json } from '../engine/kernel/json.ts';
import type { ObjectMap } from './object-map.ts';
import { patched } from './object-patch.ts';
import type { StoredChange, StoredRecord } from './record-codec.ts';

/** The full record; `objects` are those before it, and are brought up to after it. */
export function expand(stored: StoredRecord, objects: ObjectMap): JournalRecord {
  const record = isChange(stored) ? expandChange(stored, objects) : stored;
  objects.apply(record);
  return record;
}

/** A deleted object that was not known before is stored whole, and is no change of another. */
function isChange(stored: StoredRecord): stored is StoredChange {
  return (stored.type === 'object-updated' || stored.type === 'object-deleted') && 'patch' in stored;
}

function expandChange({ patch, ...change }: StoredChange, objects: ObjectMap): JournalRecord {
  const previous = objects.get(change);
  if (!previous) {
    throw new RangeError(`record ${String(change.seq)} changes ${change.resource} ${change.name}, which is not there`);
  }
  // What was stored was the difference of two objects, so the sum is one.
  const object = patched(previous as Json, patch) as KubeObject;
  return change.type === 'object-updated'
    ? { ...change, type: 'object-updated', object, previous }
    : { ...change, type: 'object-deleted', object };
}
