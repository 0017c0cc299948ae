// What a change of an object means, told by what of it is different.
import type { EndpointSlice, Event, Pod, ReplicationController } from '../../engine/api/generated/types.ts';
import type { JournalRecord } from '../../engine/kernel/journal.ts';
import { podChange, readyChange } from '../projection/pod-change.ts';
import { type Sentence, say } from './sentence.ts';

type ChangeRecord = Extract<JournalRecord, { readonly type: 'object-created' | 'object-updated' | 'object-deleted' }>;
type UpdateRecord = Extract<JournalRecord, { readonly type: 'object-updated' }>;

export function changeSentence(who: string, record: ChangeRecord): Sentence {
  const params = { who, kind: record.object.kind ?? record.resource, name: record.name };
  const what = `${params.kind} ${params.name}`;
  switch (record.type) {
    case 'object-created':
      // The record's name of the resource says what the object is.
      if (record.resource === 'events') return eventSentence(record.object as Event);
      return say('created', `${who} created ${what}.`, params);
    case 'object-deleted':
      return say('deleted', `${what} is gone: ${who} removed it from the API.`, params);
    case 'object-updated':
      return updateSentence(who, record) ?? say('changed', `${who} changed ${what}.`, params);
  }
}

function updateSentence(who: string, record: UpdateRecord): Sentence | undefined {
  const { object, previous, name } = record;
  // The record's name of the resource says what the object is.
  if (record.resource === 'pods') return podSentence(who, name, object, previous);
  if (object.metadata?.deletionTimestamp !== undefined && previous.metadata?.deletionTimestamp === undefined) {
    return deletionSentence(who, object.kind ?? '', name, object.metadata.deletionGracePeriodSeconds ?? 0);
  }
  switch (record.resource) {
    case 'nodes':
      return readySentence(who, 'Node', name, readyChange(object, previous)?.what);
    case 'replicationcontrollers':
      return replicasSentence(who, name, object, previous);
    case 'endpointslices':
      return endpointsSentence(who, name, object as EndpointSlice);
    case 'events':
      return eventSentence(object as Event);
    default:
      return undefined;
  }
}

function deletionSentence(who: string, kind: string, name: string, seconds: number): Sentence {
  return say('marked-for-deletion', `${who} marked ${kind} ${name} for deletion, with ${String(seconds)} s of grace.`, {
    who,
    kind,
    name,
    seconds,
  });
}

function podSentence(who: string, name: string, pod: Pod, previous: Pod): Sentence | undefined {
  const change = podChange(pod, previous);
  switch (change?.what) {
    case undefined:
      return undefined;
    case 'marked-for-deletion':
      return deletionSentence(who, 'Pod', name, change.seconds);
    case 'bound':
      return say('bound', `${who} bound Pod ${name} to ${change.node}.`, { who, name, node: change.node });
    case 'phase':
      return say('phase', `${who} reported Pod ${name} as ${change.phase}.`, { who, name, phase: change.phase });
    case 'waiting': {
      const { container, reason, message } = change;
      const text = `${who} lets container ${container} in Pod ${name} wait: ${reason}.`;
      return say('waiting', text, { who, name, container, reason, message });
    }
    case 'ready':
    case 'not-ready':
      return readySentence(who, 'Pod', name, change.what);
  }
}

function readySentence(who: string, kind: string, name: string, what: string | undefined): Sentence | undefined {
  if (what === 'ready') return say('ready', `${who} reported ${kind} ${name} as ready.`, { who, kind, name });
  if (what !== 'not-ready') return undefined;
  return say('not-ready', `${who} reported ${kind} ${name} as not ready.`, { who, kind, name });
}

/** An Event says itself what happened. */
function eventSentence({ involvedObject, reason = '', message = '' }: Event): Sentence {
  const { kind = '', name = '' } = involvedObject;
  return say('event', `${reason} (${kind} ${name}): ${message}`, { kind, name, reason, message });
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

function endpointsSentence(who: string, name: string, slice: EndpointSlice): Sentence {
  const endpoints = slice.endpoints ?? [];
  const ready = endpoints.filter(({ conditions }) => conditions?.ready ?? true).length;
  const ending = endpoints.filter(({ conditions }) => conditions?.terminating ?? false).length;
  const text = `${who} wrote ${name}: ${String(ready)} endpoints ready, ${String(ending)} ending.`;
  return say('endpoints', text, { who, name, ready, ending });
}
