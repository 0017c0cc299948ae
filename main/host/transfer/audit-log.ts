// Models apiserver's pkg/apis/audit/v1 and pkg/audit (v1.35): the history of a session as the lines of an audit log, at
// level Metadata. What changed is told by the records of changes; a request that changed nothing is told as received,
// for its answer is on no record.
import { createHash } from 'node:crypto';
import type { Requester, WriteRequest } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { JournalRecord } from '../../engine/kernel/journal.ts';
import { jsonEqual } from '../../engine/kernel/json.ts';
import { toMicroTimestamp } from '../../engine/kernel/time.ts';
import { agentOf, userOf } from './actor-user.ts';

type Change = Extract<JournalRecord, { type: 'object-created' | 'object-updated' | 'object-deleted' }>;
type Input = Extract<JournalRecord, { type: 'input-accepted' }>;

interface ObjectReference {
  readonly resource: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly uid?: string;
  readonly apiGroup?: string;
  readonly apiVersion?: string;
  readonly resourceVersion?: string;
  readonly subresource?: string;
}

export interface AuditEvent {
  readonly kind: 'Event';
  readonly apiVersion: 'audit.k8s.io/v1';
  readonly level: 'Metadata';
  readonly auditID: string;
  readonly stage: 'RequestReceived' | 'ResponseComplete';
  readonly requestURI: string;
  readonly verb: string;
  readonly user: { readonly username: string; readonly groups: readonly string[] };
  readonly userAgent: string;
  readonly objectRef: ObjectReference;
  readonly responseStatus?: { readonly metadata: object; readonly code: number };
  readonly requestReceivedTimestamp: string;
  readonly stageTimestamp: string;
}

/** The events of an audit log, in order. One namespace alone where it is named. */
export function* auditEvents(records: Iterable<JournalRecord>, namespace?: string): Generator<AuditEvent> {
  // An input is told once it is known whether it changed anything: its changes follow it at the same instant.
  let pending: Input | undefined;
  for (const record of records) {
    if (pending && record.t > pending.t) {
      yield* received(pending, namespace);
      pending = undefined;
    }
    if (record.type === 'input-accepted') {
      if (pending) yield* received(pending, namespace);
      pending = record;
    } else if (isChange(record)) {
      const asked = pending?.seq === record.cause ? pending : undefined;
      if (asked) pending = undefined;
      if (namespace === undefined || record.namespace === namespace) yield completed(record, asked);
    }
  }
  if (pending) yield* received(pending, namespace);
}

const isChange = (record: JournalRecord): record is Change =>
  record.type === 'object-created' || record.type === 'object-updated' || record.type === 'object-deleted';

function completed(record: Change, asked: Input | undefined): AuditEvent {
  const request = asked && requestOf(asked);
  const { verb, subresource } = request ? { subresource: undefined, ...request.request } : workOf(record);
  const { metadata } = record.object;
  const reference = { ...referenceOf(record), ...(subresource !== undefined && { subresource }) };
  return {
    ...eventOf(record, verb, reference, request?.user),
    stage: 'ResponseComplete',
    objectRef: {
      ...reference,
      ...(metadata?.uid !== undefined && { uid: metadata.uid }),
      ...(metadata?.resourceVersion !== undefined && { resourceVersion: metadata.resourceVersion }),
    },
    responseStatus: { metadata: {}, code: verb === 'create' ? 201 : 200 },
  };
}

/** The request that an input carries, if it is one of the API. */
function requestOf({
  input,
}: Input): { readonly request: WriteRequest; readonly user?: Requester | undefined } | undefined {
  return input.type === 'request' ? input : undefined;
}

function* received(record: Input, namespace: string | undefined): Generator<AuditEvent> {
  const asked = requestOf(record);
  if (!asked || (namespace !== undefined && asked.request.namespace !== namespace)) return;
  const { request, user } = asked;
  const name = 'name' in request ? request.name : undefined;
  const reference = {
    resource: request.resource,
    ...(request.namespace !== undefined && request.namespace !== '' && { namespace: request.namespace }),
    ...(name !== undefined && { name }),
    ...versionOf(request.apiVersion),
  };
  yield { ...eventOf(record, request.verb, reference, user), stage: 'RequestReceived', objectRef: reference };
}

function eventOf(
  { seq, t, actor }: JournalRecord,
  verb: string,
  reference: ObjectReference,
  given: Requester | undefined,
): Omit<AuditEvent, 'stage' | 'objectRef'> {
  const { name: username, groups } = userOf(actor, given);
  const at = toMicroTimestamp(t);
  return {
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    level: 'Metadata',
    auditID: auditId(seq),
    requestURI: pathOf(reference, verb),
    verb: verb === 'delete-collection' ? 'deletecollection' : verb,
    user: { username, groups },
    userAgent: agentOf(actor),
    requestReceivedTimestamp: at,
    stageTimestamp: at,
  };
}

/** What somebody did who changed an object by other means than a request of an input. */
function workOf(record: Change): { readonly verb: string; readonly subresource: string | undefined } {
  if (record.type === 'object-created') return { verb: 'create', subresource: undefined };
  if (record.type === 'object-deleted') return { verb: 'delete', subresource: undefined };
  const { object, previous } = record;
  if (isMarked(object) && !isMarked(previous)) return { verb: 'delete', subresource: undefined };
  if (nodeOf(object) !== undefined && nodeOf(previous) === undefined) return { verb: 'create', subresource: 'binding' };
  return { verb: 'update', subresource: isOfStatus(object, previous) ? 'status' : undefined };
}

const isMarked = ({ metadata }: KubeObject): boolean => metadata?.deletionTimestamp !== undefined;

function nodeOf(object: KubeObject): string | undefined {
  if (object.kind !== 'Pod' || !('spec' in object)) return undefined;
  const { spec } = object;
  return typeof spec === 'object' && spec !== null && 'nodeName' in spec ? String(spec.nodeName) : undefined;
}

/** Whether nothing but the status has changed. */
function isOfStatus(object: KubeObject, previous: KubeObject): boolean {
  const bare = (of: KubeObject) => ({ ...of, metadata: undefined, status: undefined });
  return 'status' in object && jsonEqual(bare(object), bare(previous));
}

function referenceOf({ resource, namespace, name, object }: Change): ObjectReference {
  // Custom resources are on record under the name of their definition.
  const [plural = resource] = resource.split('.');
  return { resource: plural, ...(namespace !== '' && { namespace }), name, ...versionOf(object.apiVersion) };
}

function versionOf(apiVersion: string | undefined): Pick<ObjectReference, 'apiGroup' | 'apiVersion'> {
  if (apiVersion === undefined) return {};
  const [group = '', version] = apiVersion.split('/');
  return version === undefined ? { apiVersion: group } : { apiGroup: group, apiVersion: version };
}

function pathOf(
  { resource, namespace, name, apiGroup, apiVersion, subresource }: ObjectReference,
  verb: string,
): string {
  const root = apiGroup === undefined ? `/api/${apiVersion ?? 'v1'}` : `/apis/${apiGroup}/${apiVersion ?? ''}`;
  const parts = [...(namespace === undefined ? [] : ['namespaces', namespace]), resource];
  const named = verb === 'create' && subresource === undefined ? [] : [name ?? '', subresource ?? ''];
  return [root, ...parts, ...named].filter((part) => part !== '').join('/');
}

/** A UUID that is the same whenever the same history is told. */
function auditId(seq: number): string {
  const digest = createHash('sha256')
    .update(`audit ${String(seq)}`)
    .digest('hex');
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `4${digest.slice(13, 16)}`,
    `8${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join('-');
}
