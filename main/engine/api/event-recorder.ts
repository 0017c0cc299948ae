// Models client-go's tools/record/events_cache.go (v1.35): the same event again is counted up in place, and a source
// may send 25 events of a type about one object at once and one more every 300 s.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { dropUndefined } from '../kernel/json.ts';
import { inOnePiece } from '../kernel/thrift.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { EPOCH_SECONDS, type Micros, SECOND, toTimestamp } from '../kernel/time.ts';
import type { ApiAccess } from './api-access.ts';
import { type EventKey, eventKey, eventKeyOf, forgetOldest, savedKey } from './event-key.ts';
import { EventGroups, type SavedEventGroups } from './event-groups.ts';
import type { EventSource as SourceOfEvent, ObjectMeta, ObjectReference } from './generated/types.ts';
import type { Birth } from './new-object.ts';
import type { KindMap } from './resources.ts';

export interface EventTarget {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly resourceVersion?: string | undefined;
  /** For example `spec.containers{web}`. */
  readonly fieldPath?: string | undefined;
}

export interface EventSource {
  /** Who writes, as records name them. */
  readonly actor: string;
  /** As events name it: `kubelet`, `default-scheduler`, … */
  readonly component: string;
  readonly host?: string | undefined;
  /** Counts by the object's revision rather than by message, as recorders of events.k8s.io do. */
  readonly perRevision?: boolean | undefined;
}

type EventType = 'Normal' | 'Warning';
type Bucket = {
  tokens: number;
  refilledAt: Micros;
};
export type SavedEventRecorder = {
  /** Names of the events that can still be counted up, by what they say; oldest first. Older files have texts for keys. */
  readonly known: readonly (readonly [key: EventKey | string, name: string])[];
  readonly buckets: readonly (readonly [key: EventKey | string, bucket: Bucket])[];
  /** Files of older versions have none. */
  readonly groups?: SavedEventGroups;
};

const BURST = 25;
const REFILL_US = 300 * SECOND;
const KNOWN_MAX = 4096;
const COMBINED = '(combined from similar events): ';

/** What an event about `object` refers to. */
export function eventTarget(object: KubeObject, fieldPath?: string): EventTarget {
  const { namespace = '', name = '', uid = '', resourceVersion } = object.metadata ?? {};
  return {
    apiVersion: object.apiVersion ?? '',
    kind: object.kind ?? '',
    namespace,
    name,
    uid,
    resourceVersion,
    fieldPath,
  };
}

export class EventRecorder {
  readonly #kernel: Kernel;
  readonly #server: ApiAccess;
  readonly #source: EventSource;
  readonly #known: Map<EventKey, string>;
  readonly #buckets: Map<EventKey, Bucket>;
  /** The one of the buckets that was asked for last. */
  #newest: { readonly key: EventKey; readonly bucket: Bucket } | undefined;
  readonly #groups: EventGroups;
  /** How all of its events name their source. */
  readonly #signature: SourceOfEvent;

  constructor(kernel: Kernel, server: ApiAccess, source: EventSource, saved?: SavedEventRecorder) {
    this.#kernel = kernel;
    this.#server = server;
    this.#source = source;
    this.#signature = Object.freeze(dropUndefined({ component: source.component, host: source.host }));
    this.#known = new Map(saved?.known.map(savedKey));
    this.#buckets = new Map(saved?.buckets.map(savedKey).map(([key, bucket]) => [key, { ...bucket }]));
    this.#groups = new EventGroups(saved?.groups);
  }

  /** Writes an event or counts up the one that says the same; lost while the API server is away, as real ones are. */
  send(target: EventTarget, type: EventType, reason: string, message: string): void {
    const { kind, namespace, name: of, uid, fieldPath = '' } = target;
    const group = [kind, namespace, of, uid, fieldPath, type, reason];
    const own = eventKeyOf([...group, (this.#source.perRevision && target.resourceVersion) || message]);
    const isCombined = this.#groups.isOneTooMany(eventKeyOf(group), !this.#known.has(own), this.#kernel.now);
    if (!this.#takeToken(eventKey(`${type} ${kind} ${namespace}/${of} ${uid}`))) return;
    const text = isCombined ? COMBINED + message : message;
    const key = isCombined ? eventKeyOf([...group, COMBINED]) : own;
    const name = this.#known.get(key);
    if (name !== undefined && this.#countUp(eventNamespace(target), name, text)) return;
    this.#create(key, target, type, reason, text);
  }

  save(): SavedEventRecorder {
    return {
      known: [...this.#known],
      buckets: [...this.#buckets].map(([key, bucket]) => [key, { ...bucket }]),
      groups: this.#groups.save(),
    };
  }

  #countUp(namespace: string, name: string, message: string): boolean {
    const found = this.#server.get('events', namespace, name);
    if (!found.ok) return false;
    const counted = {
      ...found.object,
      message,
      count: (found.object.count ?? 1) + 1,
      lastTimestamp: toTimestamp(this.#kernel.now),
    };
    return this.#server.update('events', counted, { actor: this.#source.actor }).ok;
  }

  #create(key: EventKey, target: EventTarget, type: EventType, reason: string, message: string): void {
    const { actor, component, host } = this.#source;
    const now = this.#kernel.timestamp;
    // Lists go by name: of one microsecond the earlier event comes first.
    const stamp = nanoseconds(this.#kernel.now) + BigInt(this.#server.store.revision % 1000);
    const name = inOnePiece(`${target.name}.${stamp.toString(16)}`);
    const place = { namespace: eventNamespace(target), name };
    const made = (birth: Birth): KindMap['events'] =>
      Object.freeze({
        apiVersion: 'v1',
        kind: 'Event',
        metadata: metadataOf(place, birth),
        involvedObject: involved(target),
        reason,
        message: inOnePiece(message),
        source: this.#signature,
        firstTimestamp: now,
        lastTimestamp: now,
        count: 1,
        type,
        reportingComponent: component,
        reportingInstance: host ?? '',
      });
    if (!this.#server.createWhole('events', place, made, { actor }).ok) return;
    this.#known.delete(key);
    this.#known.set(key, place.name);
    forgetOldest(this.#known, KNOWN_MAX);
  }

  #takeToken(key: EventKey): boolean {
    const { now } = this.#kernel;
    const bucket = this.#bucket(key);
    const refills = Math.floor((now - bucket.refilledAt) / REFILL_US);
    bucket.tokens = Math.min(BURST, bucket.tokens + refills);
    bucket.refilledAt = bucket.tokens === BURST ? now : ((bucket.refilledAt + refills * REFILL_US) as Micros);
    if (bucket.tokens === 0) return false;
    bucket.tokens--;
    return true;
  }

  /** The bucket of an object, which is the newest from now on: mostly it was that before. */
  #bucket(key: EventKey): Bucket {
    if (this.#newest?.key === key) return this.#newest.bucket;
    const bucket = this.#buckets.get(key) ?? { tokens: BURST, refilledAt: this.#kernel.now };
    this.#newest = { key, bucket };
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    forgetOldest(this.#buckets, KNOWN_MAX);
    return bucket;
  }
}

const EPOCH_NANOSECONDS = BigInt(EPOCH_SECONDS) * 1_000_000_000n;

/** Nanoseconds since the Unix epoch, with which the names of events end. */
const nanoseconds = (now: Micros): bigint => EPOCH_NANOSECONDS + BigInt(now) * 1000n;

/** Events about what has no namespace live in `default`. */
function eventNamespace(target: EventTarget): string {
  return target.namespace === '' ? 'default' : target.namespace;
}

/** Written out field by field: an object that is spread from another and then frozen costs V8 a hidden class. */
function metadataOf(
  { namespace, name }: { readonly namespace: string; readonly name: string },
  { uid, creationTimestamp, resourceVersion }: Birth,
): ObjectMeta {
  return Object.freeze({ name, namespace, uid, creationTimestamp, resourceVersion });
}

function involved({ apiVersion, kind, namespace, name, uid, ...rest }: EventTarget): ObjectReference {
  const { resourceVersion } = rest;
  const fieldPath = rest.fieldPath === undefined ? undefined : inOnePiece(rest.fieldPath);
  const own = namespace === '' ? undefined : namespace;
  return Object.freeze(dropUndefined({ apiVersion, kind, namespace: own, name, uid, resourceVersion, fieldPath }));
}
