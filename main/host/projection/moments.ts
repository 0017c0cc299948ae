// Which records tell of a Pod's life, and which of them say the same thing again.
import type { Event, Pod } from '../../engine/api/generated/types.ts';
import type { JournalRecord } from '../../engine/kernel/journal.ts';
import { runtimeUidOf } from '../../engine/kubelet/pod-source.ts';
import { isReady, podChange } from './pod-change.ts';

/** Of whose life a record tells, by the UID under which the node knows the Pod. */
export interface Tale {
  readonly podUid: string;
  /** Moments with the same key that follow one another are told as one; without a key it is told by itself. */
  readonly key?: string;
}

/** Events that nothing else tells of. All other ones have a record of their own, or follow from one. */
const TELLING_EVENTS: ReadonlySet<string> = new Set([
  'Evicted',
  'FailedAttachVolume',
  'FailedCreatePodSandBox',
  'FailedMount',
  'NetworkNotReady',
  'NodeNotReady',
  'Preempted',
  'Pulling',
  'SandboxChanged',
  'TaintManagerEviction',
]);

export function taleOf(record: JournalRecord): Tale | undefined {
  switch (record.type) {
    case 'pod-scheduled':
    case 'sandbox-created':
    case 'sandbox-removed':
    case 'image-pulled':
    case 'container-started':
    case 'container-exited':
    case 'signal-sent':
    case 'hook-started':
    case 'hook-ended':
    case 'exec-started':
      return { podUid: record.podUid };
    case 'pod-not-scheduled':
      return { podUid: record.podUid, key: record.message };
    case 'probe-answered': {
      const { podUid, container, probe, success, message } = record;
      return { podUid, key: `${container} ${probe} ${String(success)} ${message}` };
    }
    case 'object-created':
    case 'object-updated':
    case 'object-deleted':
      return record.resource === 'pods' ? taleOfPod(record) : taleOfOther(record);
    default:
      return undefined;
  }
}

type ObjectRecord = Extract<JournalRecord, { readonly resource: string }>;

function taleOfPod(record: ObjectRecord): Tale | undefined {
  const pod: Pod = record.object;
  const podUid = runtimeUidOf(pod);
  if (record.type !== 'object-updated') return { podUid };
  const change = podChange(pod, record.previous);
  if (change === undefined || change.what === 'bound') return undefined;
  // No Pod is ready at first.
  if (change.what === 'not-ready' && !isReady(record.previous)) return undefined;
  return change.what === 'waiting' ? { podUid, key: `${change.container} ${change.reason}` } : { podUid };
}

function taleOfOther(record: ObjectRecord): Tale | undefined {
  if (record.resource !== 'events' || record.type === 'object-deleted') return undefined;
  // The record's name of the resource says what the object is.
  const { involvedObject, reason = '', message = '' } = record.object as Event;
  if (involvedObject.kind !== 'Pod' || !TELLING_EVENTS.has(reason)) return undefined;
  return { podUid: involvedObject.uid ?? '', key: `${reason} ${message}` };
}
