// Models lists in apiserver's pkg/endpoints/handlers/get.go, pkg/storage/etcd3/store.go and the rules of their options in
// apimachinery's pkg/apis/meta/internalversion/validation (v1.35).
import type { ApiAnswer, ReadRequest } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { type Continuation, decodeContinuation, encodeContinuation } from './continue-token.ts';
import { compareText } from './order.ts';
import { type AnyKind, type PrintContext, type ResourceName, keyOf } from './resources.ts';
import { parseRevision } from './revisions.ts';
import { matcherOf } from './selection.ts';
import type { ApiServer } from './server.ts';
import { type FieldError, badRequest, expired, expiredContinuation, failed, invalid } from './status.ts';
import { tableOf } from './tables.ts';

type ListRequest = ReadRequest & { readonly verb: 'list' };
type Failure = ReturnType<typeof failed>;
type State = { readonly ok: true; readonly items: readonly KubeObject[]; readonly revision: number };

/** Answers a list, or as much of it as the request wants at once. */
export function list(server: ApiServer, kind: AnyKind, request: ListRequest, context: PrintContext): ApiAnswer {
  const faults = optionFaults(request);
  if (faults.length > 0) {
    return failed(invalid({ group: 'meta.k8s.io', resource: '', kind: 'ListOptions' }, '', faults));
  }
  const matches = matcherOf(kind, request);
  if (typeof matches !== 'function') return matches;
  const namespace = kind.namespaced ? (request.namespace ?? '') : '';
  const root = namespace === '' ? '' : `${namespace}/`;
  const begun = continuationOf(request, root);
  if (!begun.ok) return failed(badRequest(begun.message));
  const state = stateFor(server, server.tableOf(kind), namespace, request, begun.continuation);
  if (!state.ok) return begun.continuation ? withNewStart(state, begun.continuation, root) : state;
  const { after } = begun.continuation ?? {};
  const rest = after === undefined ? state.items : state.items.filter((item) => keyOf(item) > after);
  const answer = chunk(rest.filter(matches), request, state.revision, root);
  return { ...answer, ...(request.table && { table: tableOf(kind, answer.items, context) }) };
}

/** The first of `items`, and how to ask for the others. */
function chunk(
  items: readonly KubeObject[],
  { limit = 0, labelSelector, fieldSelector }: ListRequest,
  revision: number,
  root: string,
) {
  const found = { ok: true, revision: String(revision) } as const;
  const last = limit > 0 ? items[limit - 1] : undefined;
  if (!last || items.length <= limit) return { ...found, items };
  const isWhole = (labelSelector ?? '') === '' && (fieldSelector ?? '') === '';
  return {
    ...found,
    items: items.slice(0, limit),
    continue: encodeContinuation({ revision, after: keyOf(last) }, root),
    ...(isWhole && { remainingItemCount: items.length - limit }),
  };
}

function continuationOf({ continue: text = '' }: ListRequest, root: string) {
  return text === '' ? ({ ok: true, continuation: undefined } as const) : decodeContinuation(text, root);
}

function optionFaults({
  resourceVersion = '',
  resourceVersionMatch: match = '',
  continue: text = '',
}: ListRequest): FieldError[] {
  if (match === '') return [];
  const field = 'resourceVersionMatch';
  const forbid = (why: string): FieldError => ({ field, reason: 'FieldValueForbidden', message: `Forbidden: ${why}` });
  const known = match === 'Exact' || match === 'NotOlderThan';
  const unknown = `Unsupported value: ${JSON.stringify(match)}: supported values: "Exact", "NotOlderThan", ""`;
  return [
    ...(resourceVersion === '' ? [forbid(`${field} is forbidden unless resourceVersion is provided`)] : []),
    ...(text === '' ? [] : [forbid(`${field} is forbidden when continue is provided`)]),
    ...(known ? [] : [{ field, reason: 'FieldValueNotSupported', message: unknown }]),
    ...(match === 'Exact' && resourceVersion === '0'
      ? [forbid(`${field} "exact" is forbidden for resourceVersion "0"`)]
      : []),
  ];
}

/** The objects that a request lists from: as they are, or as they were. */
function stateFor(
  server: ApiServer,
  resource: ResourceName,
  namespace: string,
  request: ListRequest,
  continuation: Continuation | undefined,
): Failure | State {
  const { resourceVersion = '', resourceVersionMatch: match } = request;
  if (continuation)
    return stateAt(server, resource, namespace, continuation.revision < 0 ? undefined : continuation.revision);
  if (resourceVersion === '' || resourceVersion === '0') return stateAt(server, resource, namespace, undefined);
  const wanted = parseRevision(server, resourceVersion);
  if (typeof wanted !== 'number') return wanted;
  return stateAt(server, resource, namespace, match === 'NotOlderThan' ? undefined : wanted);
}

function stateAt(
  server: ApiServer,
  resource: ResourceName,
  namespace: string,
  wanted: number | undefined,
): Failure | State {
  const now = server.list(resource, namespace);
  if (!now.ok || wanted === undefined) return now;
  const later = server.history.after(resource, wanted);
  if (!later) return failed(expired('The resourceVersion for the provided list is too old.'));
  const objects = new Map(now.items.map((object): [string, KubeObject] => [keyOf(object), object]));
  for (const { object, previous } of [...later].reverse()) {
    if (namespace !== '' && object.metadata?.namespace !== namespace) continue;
    if (previous) objects.set(keyOf(object), previous);
    else objects.delete(keyOf(object));
  }
  const items = [...objects].sort(([a], [b]) => compareText(a, b)).map(([, object]) => object);
  return { ok: true, items, revision: wanted };
}

/** What is answered to those who ask for the rest too late: they may go on from the present state. */
function withNewStart(failure: Failure, { after }: Continuation, root: string): Failure {
  if (failure.status.code !== 410) return failure;
  return failed(expiredContinuation(encodeContinuation({ revision: -1, after }, root)));
}
