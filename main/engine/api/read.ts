// Models the reading half of apiserver's pkg/endpoints/handlers/get.go (v1.35): get, list and watch from outside.
import type { ApiAnswer, ReadRequest, Requester } from '../../../preload/contract/inputs.ts';
import { denial } from './authorization/guard.ts';
import { withComponentFields } from './component-fields.ts';
import { servedAs } from './kind-versions.ts';
import { list } from './list.ts';
import type { AnyKind, KindVersion, PrintContext } from './resources.ts';
import type { ApiServer } from './server.ts';
import { failed, notFound, unknownResource } from './status.ts';
import { subresourceOf } from './subresources.ts';
import { scaleTable, tableOf } from './tables.ts';
import { watch } from './watch.ts';

type GetRequest = ReadRequest & { readonly verb: 'get' };

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
  const plain = answerOf(server, kind, request, context);
  const stored = request.verb !== 'watch' && request.managedFields ? withManagers(plain, kind) : plain;
  const isScale = request.verb === 'get' && request.subresource === 'scale';
  const answer = version && !isScale ? inVersion(stored, version) : stored;
  return kind.deprecation === undefined ? answer : { ...answer, warnings: [kind.deprecation] };
}

function withManagers(answer: ApiAnswer, kind: AnyKind): ApiAnswer {
  if (!answer.ok) return answer;
  const { object, items } = answer;
  return {
    ...answer,
    ...(object && { object: withComponentFields(kind, object) }),
    ...(items && { items: items.map((item) => withComponentFields(kind, item)) }),
  };
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

function getOne(server: ApiServer, kind: AnyKind, request: GetRequest, context: PrintContext): ApiAnswer {
  const namespace = kind.namespaced ? (request.namespace ?? '') : '';
  const found = server.get(server.tableOf(kind), namespace, request.name);
  if (!found.ok) return failed(notFound(kind, request.name));
  const { object } = found;
  if (request.subresource !== undefined) {
    const part = subresourceOf(kind, request.subresource, object);
    if (!part) return failed(unknownResource());
    const table = () => (part.kind === 'Scale' ? scaleTable(kind, part, context) : tableOf(kind, [part], context));
    return { ok: true, object: part, ...(request.table && { table: table() }) };
  }
  return { ok: true, object, ...(request.table && { table: tableOf(kind, [object], context) }) };
}
