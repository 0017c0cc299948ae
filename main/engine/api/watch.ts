// Models watches in apiserver's pkg/endpoints/handlers/watch.go and pkg/storage/cacher (v1.35), for those who ask again and
// again what has changed.
import type { ApiAnswer, ApiChange, ReadRequest } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { PastChange } from './change-history.ts';
import { type AnyKind, type PrintContext, type ResourceName, apiVersionOf } from './resources.ts';
import { parseRevision } from './revisions.ts';
import { type Matches, matcherOf } from './selection.ts';
import type { ApiServer } from './server.ts';
import { expired, failed } from './status.ts';
import { tableOf } from './tables.ts';

type WatchRequest = ReadRequest & { readonly verb: 'watch' };
type Failure = ReturnType<typeof failed>;

export function watch(server: ApiServer, kind: AnyKind, request: WatchRequest, context: PrintContext): ApiAnswer {
  const matches = matcherOf(kind, request);
  if (typeof matches !== 'function') return matches;
  const namespace = kind.namespaced ? (request.namespace ?? '') : '';
  const past = changesSince(server, server.tableOf(kind), namespace, request.sendInitialEvents ? '' : request.since);
  if (!past.ok) return past;
  const revision = String(server.store.revision);
  const seen = past.changes.flatMap((change) => seenBy(matches, change));
  const changes = request.sendInitialEvents ? [...seen, initialEventsEnd(kind, revision)] : seen;
  const shown = changes.filter(({ type }) => type !== 'BOOKMARK').map(({ object }) => object);
  return { ok: true, changes, revision, ...(request.table && { table: tableOf(kind, shown, context) }) };
}

/** What is told to those who want the present state first: that this was it. */
function initialEventsEnd(kind: AnyKind, resourceVersion: string): ApiChange {
  const annotations = { 'k8s.io/initial-events-end': 'true' };
  const object: KubeObject = {
    kind: kind.kind,
    apiVersion: apiVersionOf(kind),
    metadata: { resourceVersion, annotations },
  };
  return { type: 'BOOKMARK', object };
}

type Past = Failure | { readonly ok: true; readonly changes: readonly PastChange[] };

/** Since no revision at all, everything that is there is new. */
function changesSince(server: ApiServer, resource: ResourceName, namespace: string, since: string): Past {
  if (since === '' || since === '0') {
    const now = server.list(resource, namespace);
    if (!now.ok) return now;
    const changes = now.items.map((object): PastChange => {
      return { type: 'added', revision: 0, seq: 0, at: server.now, object, previous: undefined };
    });
    return { ok: true, changes };
  }
  const revision = parseRevision(server, since);
  if (typeof revision !== 'number') return revision;
  const changes = server.history.after(resource, revision);
  if (changes) return { ok: true, changes };
  const oldest = server.history.oldest(resource);
  return failed(expired(`too old resource version: ${String(revision)} (${String(oldest)})`));
}

/** To a watch that selects, objects come and go as they begin and cease to be selected. */
function seenBy(matches: Matches, { type, object, previous }: PastChange): ApiChange[] {
  const before = previous !== undefined && matches(previous);
  if (type === 'deleted') return before || (!previous && matches(object)) ? [{ type: 'DELETED', object }] : [];
  if (matches(object)) return [{ type: before ? 'MODIFIED' : 'ADDED', object }];
  return before ? [{ type: 'DELETED', object }] : [];
}
