// What a change of an object means, told by what of it is different.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { EndpointSlice, Node, Pod, ReplicationController } from '../../engine/api/generated/types.ts';
import type { JournalRecord } from '../../engine/kernel/journal.ts';
import { type Sentence, say } from './sentence.ts';

type ChangeRecord = Extract<JournalRecord, { readonly type: 'object-created' | 'object-updated' | 'object-deleted' }>;
type UpdateRecord = Extract<JournalRecord, { readonly type: 'object-updated' }>;

export function changeSentence(who: string, record: ChangeRecord): Sentence {
  const params = { who, kind: record.object.kind ?? record.resource, name: record.name };
  const what = `${params.kind} ${params.name}`;
  switch (record.type) {
    case 'object-created':
      return say('created', `${who} created ${what}.`, params);
    case 'object-deleted':
      return say('deleted', `${what} is gone: ${who} removed it from the API.`, params);
    case 'object-updated':
      return updateSentence(who, record) ?? say('changed', `${who} changed ${what}.`, params);
  }
}

function updateSentence(who: string, record: UpdateRecord): Sentence | undefined {
  const { object, previous, name } = record;
  if (object.metadata?.deletionTimestamp !== undefined && previous.metadata?.deletionTimestamp === undefined) {
    return deletionSentence(who, object, name);
  }
  // The record's name of the resource says what the object is.
  switch (record.resource) {
    case 'pods':
      return podSentence(who, name, object, previous);
    case 'nodes':
      return readySentence(who, 'Node', name, object, previous);
    case 'replicationcontrollers':
      return replicasSentence(who, name, object, previous);
    case 'endpointslices':
      return endpointsSentence(who, name, object as EndpointSlice);
    default:
      return undefined;
  }
}

function deletionSentence(who: string, object: KubeObject, name: string): Sentence {
  const kind = object.kind ?? '';
  const seconds = object.metadata?.deletionGracePeriodSeconds ?? 0;
  return say('marked-for-deletion', `${who} marked ${kind} ${name} for deletion, with ${String(seconds)} s of grace.`, {
    who,
    kind,
    name,
    seconds,
  });
}

function podSentence(who: string, name: string, pod: Pod, previous: Pod): Sentence | undefined {
  const node = pod.spec?.nodeName;
  if (node !== undefined && previous.spec?.nodeName === undefined) {
    return say('bound', `${who} bound Pod ${name} to ${node}.`, { who, name, node });
  }
  const phase = pod.status?.phase ?? '';
  if (phase !== previous.status?.phase) {
    return say('phase', `${who} reported Pod ${name} as ${phase}.`, { who, name, phase });
  }
  return readySentence(who, 'Pod', name, pod, previous);
}

function readySentence(
  who: string,
  kind: string,
  name: string,
  now: Pod | Node,
  before: Pod | Node,
): Sentence | undefined {
  const ready = readiness(now);
  if (ready === undefined || ready === readiness(before)) return undefined;
  if (ready === 'True') return say('ready', `${who} reported ${kind} ${name} as ready.`, { who, kind, name });
  return say('not-ready', `${who} reported ${kind} ${name} as not ready.`, { who, kind, name });
}

function readiness({ status }: Pod | Node): string | undefined {
  const conditions: readonly { readonly type: string; readonly status: string }[] = status?.conditions ?? [];
  return conditions.find(({ type }) => type === 'Ready')?.status;
}

function replicasSentence(
  who: string,
  name: string,
  { spec, status }: ReplicationController,
  previous: ReplicationController,
): Sentence | undefined {
  const wanted = spec?.replicas ?? 1;
  if (wanted !== (previous.spec?.replicas ?? 1)) {
    return say('scaled', `${who} asked ReplicationController ${name} for ${String(wanted)} Pods.`, {
      who,
      name,
      wanted,
    });
  }
  const count = status?.replicas ?? 0;
  const ready = status?.readyReplicas ?? 0;
  return say('counted', `${who} counted ${String(count)} Pods of ${name}, ${String(ready)} of them ready.`, {
    who,
    name,
    count,
    ready,
  });
}

function endpointsSentence(who: string, name: string, { endpoints = [] }: EndpointSlice): Sentence {
  const ready = endpoints.filter(({ conditions }) => conditions?.ready ?? true).length;
  const ending = endpoints.filter(({ conditions }) => conditions?.terminating ?? false).length;
  const text = `${who} wrote ${name}: ${String(ready)} endpoints ready, ${String(ending)} ending.`;
  return say('endpoints', text, { who, name, ready, ending });
}
