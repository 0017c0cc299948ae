// Histories for tests and benchmarks: journal records as a cluster would write them.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { RecordBody } from '../../../preload/contract/records.ts';
import type { JournalRecord } from '../../engine/kernel/journal.ts';
import type { Json } from '../../engine/kernel/json.ts';
import type { Micros } from '../../engine/kernel/time.ts';

export type HistoryStep =
  | { readonly step: 'create' | 'update'; readonly name: string; readonly value: Json }
  | { readonly step: 'delete'; readonly name: string }
  | { readonly step: 'log'; readonly name: string; readonly text: string };

/** The records of a history that goes through `steps`, a millisecond each. */
export function historyOf(steps: readonly HistoryStep[]): JournalRecord[] {
  const records: JournalRecord[] = [];
  const objects = new Map<string, KubeObject>();
  for (const step of steps) {
    const body = bodyOf(step, objects);
    if (!body) continue;
    const seq = records.length + 1;
    records.push({ seq, t: (seq * 1000) as Micros, actor: 'person', cause: seq >> 1, ...body });
  }
  return records;
}

function bodyOf(step: HistoryStep, objects: Map<string, KubeObject>): RecordBody | undefined {
  const key = { resource: 'configmaps', namespace: 'default', name: step.name };
  const previous = objects.get(step.name);
  switch (step.step) {
    case 'create':
    case 'update': {
      const object = objectOf(step.name, step.value);
      objects.set(step.name, object);
      return previous
        ? { type: 'object-updated', ...key, object, previous }
        : { type: 'object-created', ...key, object };
    }
    case 'delete':
      if (!previous) return undefined;
      objects.delete(step.name);
      return { type: 'object-deleted', ...key, object: { ...previous, kind: 'Gone' } };
    case 'log':
      return logWritten(step.name, step.text);
  }
}

export function logWritten(pod: string, text: string): RecordBody {
  const container = { node: 'worker232', podUid: `uid-${pod}`, namespace: 'default', pod, container: 'web' };
  return { type: 'log-written', stream: 'stdout', text, ...container };
}

function objectOf(objectName: string, data: Json): KubeObject {
  return {
    ...{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace: 'default', name: objectName } },
    ...{ data },
  };
}
