// Models the reading half of apiserver's pkg/endpoints/handlers/get.go (v1.35): get, list and watch from outside.
import type { ApiAnswer, ApiChange, ApiTable, ReadRequest, Requester } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { denial } from './authorization/guard.ts';
import type { PastChange } from './change-history.ts';
import { servedAs } from './kind-versions.ts';
import { type AnyKind, type KindVersion, type PrintContext, type ResourceName, keyOf } from './resources.ts';
import { readScale } from './scale.ts';
import { parseFieldSelector, parseLabelSelector } from './selectors.ts';
import type { ApiServer } from './server.ts';
import { badRequest, expired, failed, notFound, tooLargeRevision, unclassified, unknownResource } from './status.ts';

type Failure = ReturnType<typeof failed>;
type ReadRequestOf<V extends ReadRequest['verb']> = ReadRequest & { readonly verb: V };
type Matches = (object: KubeObject) => boolean;

/** Answers a request that changes nothing; `context` is what tables are printed from. Without a `user` all is allowed. */
export function answerRead(
  server: ApiServer,
  request: ReadRequest,
  context: PrintContext,
  user?: Requester,
): ApiAnswer {
  const outage = server.outage();
  if (outage) return failed(outage);
  const served = servedAs(server.kindOf(request.resource), request.apiVersion);
  if (!served) return failed(unknownResource());
  const { kind, version } = served;
  const denied = user && denial(server, user, request, kind);
  if (denied) return failed(denied);
  const stored = answerOf(server, kind, request, context);
  const isScale = request.verb === 'get' && request.subresource === 'scale';
  const answer = version && !isScale ? inVersion(stored, version) : stored;
  return kind.deprecation === undefined ? answer : { ...answer, warnings: [kind.deprecation] };
}

/** An answer with its objects in the words of a version. */
function inVersion(answer: ApiAnswer, { fromStored }: KindVersion): ApiAnswer {
  if (!answer.ok) return answer;
  const { object, items, changes, table } = answer;
  return {
    ...answer,
    ...(object && { object: fromStored(object) }),
    ...(items && { items: items.map(fromStored) }),
    ...(changes && { changes: changes.map((change) => ({ ...change, object: fromStored(change.object) })) }),
    ...(table && { table: { ...table, rows: table.rows.map((row) => ({ ...row, object: fromStored(row.object) })) } }),
  };
}

function answerOf(server: ApiServer, kind: AnyKind, request: ReadRequest, context: PrintContext): ApiAnswer {
  switch (request.verb) {
    case 'get':
      return getOne(server, kind, request, context);
    case 'list':
      return list(server, kind, request, context);
    case 'watch':
      return watch(server, kind, request, context);
  }
}

function getOne(server: ApiServer, kind: AnyKind, request: ReadRequestOf<'get'>, context: PrintContext): ApiAnswer {
  const namespace = kind.namespaced ? (request.namespace ?? '') : '';
  const found = server.get(server.tableOf(kind), namespace, request.name);
  if (!found.ok) return failed(notFound(kind, request.name));
  switch (request.subresource) {
    case undefined:
      return {
        ok: true,
        object: found.object,
        ...(request.table && { table: tableOf(kind, [found.object], context) }),
      };
    case 'status':
      return kind.statusSubresource ? { ok: true, object: found.object } : failed(unknownResource());
    case 'scale': {
      const scale = readScale(kind, found.object);
      return scale ? { ok: true, object: scale } : failed(unknownResource());
    }
    case 'ephemeralcontainers':
    case 'resize':
      return kind.kind === 'Pod' ? { ok: true, object: found.object } : failed(unknownResource());
    default:
      return failed(unknownResource());
  }
}

function list(server: ApiServer, kind: AnyKind, request: ReadRequestOf<'list'>, context: PrintContext): ApiAnswer {
  const matches = matcherOf(kind, request);
  if (typeof matches !== 'function') return matches;
  const state = stateAt(server, server.tableOf(kind), request.resourceVersion);
  if (!state.ok) return state;
  const items = state.items.filter(matches);
  const revision = request.resourceVersion ?? String(server.store.revision);
  return { ok: true, items, revision, ...(request.table && { table: tableOf(kind, items, context) }) };
}

/** All objects of a resource as they are, or as they were at a revision. */
function stateAt(
  server: ApiServer,
  resource: ResourceName,
  revision: string | undefined,
): Failure | { readonly ok: true; readonly items: readonly KubeObject[] } {
  const now = server.list(resource);
  if (!now.ok || revision === undefined) return now;
  const wanted = parseRevision(server, revision);
  if (typeof wanted !== 'number') return wanted;
  const later = server.history.after(resource, wanted);
  if (!later) return failed(expired('The resourceVersion for the provided list is too old.'));
  const objects = new Map(now.items.map((object): [string, KubeObject] => [keyOf(object), object]));
  for (const { object, previous } of [...later].reverse()) {
    if (previous) objects.set(keyOf(object), previous);
    else objects.delete(keyOf(object));
  }
  const items = [...objects].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object);
  return { ok: true, items };
}

function watch(server: ApiServer, kind: AnyKind, request: ReadRequestOf<'watch'>, context: PrintContext): ApiAnswer {
  const matches = matcherOf(kind, request);
  if (typeof matches !== 'function') return matches;
  const past = changesSince(server, server.tableOf(kind), request.since);
  if (!Array.isArray(past)) return past as Failure;
  const changes = (past as readonly PastChange[]).flatMap((change) => seenBy(matches, change));
  const table =
    request.table &&
    tableOf(
      kind,
      changes.map(({ object }) => object),
      context,
    );
  return { ok: true, changes, revision: String(server.store.revision), ...(table && { table }) };
}

/** Since no revision at all, everything that is there is new. */
function changesSince(server: ApiServer, resource: ResourceName, since: string): Failure | readonly PastChange[] {
  if (since === '' || since === '0') {
    const now = server.list(resource);
    if (!now.ok) return now;
    return now.items.map((object) => ({ type: 'added', revision: 0, at: server.now, object, previous: undefined }));
  }
  const revision = parseRevision(server, since);
  if (typeof revision !== 'number') return revision;
  const oldest = server.history.oldest(resource);
  return (
    server.history.after(resource, revision) ??
    failed(expired(`too old resource version: ${String(revision)} (${String(oldest)})`))
  );
}

/** To a watch that selects, objects come and go as they begin and cease to be selected. */
function seenBy(matches: Matches, { type, object, previous }: PastChange): ApiChange[] {
  const before = previous !== undefined && matches(previous);
  if (type === 'deleted') return before || (!previous && matches(object)) ? [{ type: 'DELETED', object }] : [];
  if (matches(object)) return [{ type: before ? 'MODIFIED' : 'ADDED', object }];
  return before ? [{ type: 'DELETED', object }] : [];
}

function parseRevision(server: ApiServer, text: string): number | Failure {
  if (!/^\d+$/.test(text))
    return failed(unclassified(`strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`));
  if (Number(text) <= server.store.revision) return Number(text);
  return failed(tooLargeRevision(text, server.store.revision));
}

interface Selection {
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  readonly labelSelector?: string | undefined;
  readonly fieldSelector?: string | undefined;
}

/** The test by which a request selects objects, or why there is none. */
export function matcherOf(kind: AnyKind, selection: Selection): Matches | Failure {
  const labels = parseLabelSelector(selection.labelSelector ?? '');
  if (!labels.ok) return failed(badRequest(labels.message));
  const fields = parseFieldSelector(kind, selection.fieldSelector ?? '');
  if (!fields.ok) return failed(badRequest(fields.message));
  const namespace = kind.namespaced ? (selection.namespace ?? '') : '';
  return (object) => {
    const metadata = object.metadata ?? {};
    if (namespace !== '' && metadata.namespace !== namespace) return false;
    if (selection.name !== undefined && metadata.name !== selection.name) return false;
    return labels.matches(metadata.labels ?? {}) && fields.matches(object);
  };
}

function tableOf(kind: AnyKind, objects: readonly KubeObject[], context: PrintContext): ApiTable {
  return {
    columns: kind.columns.map(({ name, priority }) => ({ name, priority })),
    rows: objects.map((object) => ({ cells: kind.columns.map((column) => column.cell(object, context)), object })),
  };
}
