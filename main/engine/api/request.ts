// Models apiserver's pkg/endpoints/handlers (v1.35): requests from outside that write. Everything in them is checked
// before the API server acts on them.
import type { Requester, WriteRequest } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { denial, escalating } from './authorization/guard.ts';
import { type Call, placed, readBody } from './body.ts';
import { Collection } from './collection.ts';
import { servedAs } from './kind-versions.ts';
import { ownerOfFields } from './managed-fields.ts';
import { withoutRepeatedOwners } from './owner-references.ts';
import { patch } from './patch-request.ts';
import type { ApiResult } from './results.ts';
import { matcherOf } from './selection.ts';
import type { ApiServer } from './server.ts';
import { failed, notFound, unclassified, unknownResource } from './status.ts';
import { createSubresource, updateSubresource } from './subresources.ts';

type WriteRequestOf<V extends WriteRequest['verb']> = WriteRequest & { readonly verb: V };
type Failure = ReturnType<typeof failed>;

/** One object or, of `delete-collection`, all that are going. */
export type WriteAnswer = { readonly warnings?: readonly string[] | undefined } & (
  | { readonly ok: true; readonly object: KubeObject }
  | { readonly ok: true; readonly items: readonly KubeObject[] }
  | Failure
);

/**
 * Carries out a request on behalf of `actor`; failures are the API server's own Status answers. Without a `user` nothing
 * is forbidden.
 */
export function handleRequest(server: ApiServer, actor: string, request: WriteRequest, user?: Requester): WriteAnswer {
  const outage = server.outage();
  if (outage) return failed(outage);
  const served = servedAs(server.kindOf(request.resource), request.apiVersion);
  if (!served) return failed(unknownResource());
  const { kind, storedKind, version } = served;
  const denied = user && denial(server, user, request, kind);
  if (denied) return failed(denied);
  const warnings: string[] = kind.deprecation === undefined ? [] : [kind.deprecation];
  const namespace = kind.namespaced ? (request.namespace ?? '') : '';
  const call: Call = {
    server,
    actor,
    user,
    kind,
    storedKind,
    objects: new Collection(server, storedKind, namespace, version),
    namespace,
    warn: (text) => {
      if (!warnings.includes(text)) warnings.push(text);
    },
  };
  const answer = carryOut(call, request);
  return warnings.length === 0 ? answer : { ...answer, warnings };
}

function carryOut(call: Call, request: WriteRequest): WriteAnswer {
  switch (request.verb) {
    case 'create':
      return request.subresource === undefined ? create(call, request) : createSubresource(call, request);
    case 'update':
      return request.subresource === undefined ? update(call, request) : updateSubresource(call, request);
    case 'patch':
      return patch(call, request);
    case 'delete':
      return call.objects.delete(request.name, { ...request, actor: call.actor });
    case 'delete-collection':
      return deleteCollection(call, request);
  }
}

function create(call: Call, request: WriteRequestOf<'create'>): ApiResult<KubeObject> {
  const body = readBody(call, request.object, request.fieldValidation ?? 'Strict');
  if (!body.ok) return body;
  if ((body.object.metadata?.resourceVersion ?? '') !== '') {
    return failed(unclassified('resourceVersion should not be set on objects to be created'));
  }
  const object = placed(call, body.object);
  if (!object.ok) return object;
  const raised = escalating(call, object.object, undefined);
  if (raised) return failed(raised);
  return call.objects.create(withoutStatus(call, withoutRepeatedOwners(call, object.object)), {
    actor: call.actor,
    dryRun: request.dryRun,
    warn: call.warn,
    finish: ownerOfFields(call, request),
  });
}

/** Where status is a subresource, only its writers say it; Nodes bring theirs along. */
function withoutStatus({ kind }: Call, object: KubeObject): KubeObject {
  if (!kind.statusSubresource || kind.kind === 'Node' || !('status' in object)) return object;
  const { status: _, ...rest } = object;
  return rest;
}

function update(call: Call, request: WriteRequestOf<'update'>): ApiResult<KubeObject> {
  const body = readBody(call, request.object, request.fieldValidation ?? 'Strict');
  if (!body.ok) return body;
  const object = placed(call, body.object, request.name);
  if (!object.ok) return object;
  const revision = object.object.metadata?.resourceVersion ?? '';
  if (!/^\d*$/.test(revision)) {
    return failed(unclassified(`strconv.ParseUint: parsing ${JSON.stringify(revision)}: invalid syntax`));
  }
  const raised = escalating(call, object.object, request.name);
  if (raised) return failed(raised);
  return call.objects.update(withoutRepeatedOwners(call, object.object), {
    actor: call.actor,
    dryRun: request.dryRun,
    warn: call.warn,
    finish: ownerOfFields(call, request),
  });
}

/** Deletes all that is selected; what is gone in the meantime is no failure. */
function deleteCollection(call: Call, request: WriteRequestOf<'delete-collection'>): WriteAnswer {
  const { server, actor, kind, storedKind, namespace } = call;
  const matches = matcherOf(storedKind, { ...request, namespace });
  if (typeof matches !== 'function') return matches;
  const listed = server.list(server.tableOf(storedKind), namespace);
  if (!listed.ok) return listed;
  const items: KubeObject[] = [];
  for (const item of listed.items.filter(matches)) {
    const { namespace: place = '', name = '' } = item.metadata ?? {};
    const deleted = new Collection(server, storedKind, place).delete(name, { ...request, actor });
    if (deleted.ok) items.push(deleted.object);
    else if (deleted.status.message !== notFound(kind, name).message) return deleted;
  }
  return { ok: true, items };
}
