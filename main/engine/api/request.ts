// Requests from outside the engine: everything in them is checked before the API server acts on them.
import type { ApiRequest } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { decodeStrictly } from './decode.ts';
import { applyPatch } from './patch.ts';
import { type KindDefinition, type KindMap, type ResourceName, apiVersionOf } from './resources.ts';
import { parseFieldSelector, parseLabelSelector } from './selectors.ts';
import type { ApiResult, ApiServer, ListResult } from './server.ts';
import { badRequest, failed, unknownResource } from './status.ts';

type RequestOf<V extends ApiRequest['verb']> = ApiRequest & { readonly verb: V };
type Answer = ApiResult<KubeObject> | ListResult<KubeObject>;

/** Carries out a request on behalf of `actor`; failures are the API server's own Status answers. */
export function handleRequest(server: ApiServer, actor: string, request: ApiRequest): Answer {
  const outage = server.outage();
  if (outage) return failed(outage);
  if (!isServed(server, request.resource)) return failed(unknownResource());
  const resource = request.resource;
  const namespace = server.kinds[resource].namespaced ? (request.namespace ?? '') : '';
  switch (request.verb) {
    case 'get':
      return server.get(resource, namespace, request.name);
    case 'list':
      return listSelected(server, resource, request);
    case 'create':
    case 'update':
      return write(server, actor, resource, namespace, request);
    case 'patch':
      return patch(server, actor, resource, namespace, request);
    case 'delete':
      return server.delete(resource, namespace, request.name, { actor, ...request });
  }
}

function isServed(server: ApiServer, resource: string): resource is ResourceName {
  return Object.hasOwn(server.kinds, resource);
}

function listSelected(server: ApiServer, resource: ResourceName, request: RequestOf<'list'>): Answer {
  const labels = parseLabelSelector(request.labelSelector ?? '');
  if (!labels.ok) return failed(badRequest(labels.message));
  const fields = parseFieldSelector(resource, request.fieldSelector ?? '');
  if (!fields.ok) return failed(badRequest(fields.message));
  const listed = server.list(resource, request.namespace);
  if (!listed.ok) return listed;
  const items = listed.items.filter((item) => labels.matches(item.metadata?.labels ?? {}) && fields.matches(item));
  return { ...listed, items };
}

function write(
  server: ApiServer,
  actor: string,
  resource: ResourceName,
  namespace: string,
  request: RequestOf<'create' | 'update'>,
): Answer {
  const decoded = decode(server, resource, request.object);
  if (!decoded.ok) return decoded;
  const object = withNamespace(decoded.object, namespace);
  const options = { actor, subresource: request.subresource, dryRun: request.dryRun };
  if (request.verb === 'create') return server.create(resource, object, options);
  const mismatch = checkPath(object, namespace, request.name);
  return mismatch ?? server.update(resource, object, options);
}

function patch(
  server: ApiServer,
  actor: string,
  resource: ResourceName,
  namespace: string,
  request: RequestOf<'patch'>,
): Answer {
  const current = server.get(resource, namespace, request.name);
  if (!current.ok) return current;
  const patched = applyPatch(server.kinds[resource].model, current.object, request.patchType, request.patch);
  if (!patched.ok) return failed(patched.status);
  const mismatch = checkPath(patched.object, namespace, request.name);
  if (mismatch) return mismatch;
  const decoded = decode(server, resource, patched.object);
  if (!decoded.ok) return decoded;
  return server.update(resource, decoded.object, { actor, subresource: request.subresource, dryRun: request.dryRun });
}

function decode(server: ApiServer, resource: ResourceName, object: KubeObject): ApiResult<KindMap[ResourceName]> {
  const kind: Pick<KindDefinition<never>, 'kind' | 'group' | 'version' | 'model'> = server.kinds[resource];
  const decoded = decodeStrictly(kind.model, { apiVersion: apiVersionOf(kind), kind: kind.kind, ...object });
  if (decoded.ok) return { ok: true, object: decoded.object as KindMap[ResourceName] };
  const what = `${kind.kind} in version "${kind.version}" cannot be handled as a ${kind.kind}`;
  return failed(badRequest(`${what}: ${decoded.message}`));
}

/** A body may leave name and namespace to the URL, but not contradict it. */
function checkPath(object: KubeObject, namespace: string, name: string): ReturnType<typeof failed> | undefined {
  const own = object.metadata ?? {};
  if (own.name !== name) {
    return failed(
      badRequest(`the name of the object (${own.name ?? ''}) does not match the name on the URL (${name})`),
    );
  }
  if ((own.namespace ?? namespace) === namespace) return undefined;
  return failed(badRequest('the namespace of the provided object does not match the namespace sent on the request'));
}

function withNamespace<T extends KubeObject>(object: T, namespace: string): T {
  if (namespace === '' || object.metadata?.namespace !== undefined) return object;
  return { ...object, metadata: { ...object.metadata, namespace } };
}
