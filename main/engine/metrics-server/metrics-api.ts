// Models the API that sigs.k8s.io/metrics-server (v0.8) adds to the API server, `metrics.k8s.io/v1beta1`: what Pods and
// Nodes use. It is there while a Pod of metrics-server is ready.
import type { ApiAnswer, ReadRequest, Requester } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { denial } from '../api/authorization/guard.ts';
import type { AnyKind, ResourceName } from '../api/resources.ts';
import { matcherOf } from '../api/selection.ts';
import type { ApiServer } from '../api/server.ts';
import { failed, notFound, unknownResource } from '../api/status.ts';
import { isMetricsServed } from '../controllers/pod-metrics.ts';
import { nodeMetrics, podMetrics } from './metrics.ts';

const GROUP = 'metrics.k8s.io';
const VERSION = `${GROUP}/v1beta1`;

/** Answers what is asked of this API; undefined when something else is asked. */
export function answerMetrics(server: ApiServer, request: ReadRequest, user?: Requester): ApiAnswer | undefined {
  if (request.apiVersion !== VERSION) return undefined;
  const outage = server.outage();
  if (outage) return failed(outage);
  const kind = server.kindOf(request.resource);
  const measured = kind?.resource === 'pods' || kind?.resource === 'nodes';
  if (!measured || request.verb === 'watch' || !isMetricsServed(server.store.all('pods'))) {
    return failed(unknownResource());
  }
  const denied = user && denial(server, user, request, { ...kind, group: GROUP });
  if (denied) return failed(denied);
  return request.verb === 'list' ? list(server, kind, request) : getOne(server, kind, request);
}

function list(server: ApiServer, kind: AnyKind, request: ReadRequest & { readonly verb: 'list' }): ApiAnswer {
  const matches = matcherOf(kind, request);
  if (typeof matches !== 'function') return matches;
  const { resource, namespace = '' } = request;
  const listed = server.list(resource as ResourceName, namespace);
  if (!listed.ok) return listed;
  return { ok: true, items: listed.items.filter(matches).flatMap((object) => metricsOf(server, object) ?? []) };
}

function getOne(server: ApiServer, kind: AnyKind, request: ReadRequest & { readonly verb: 'get' }): ApiAnswer {
  const namespace = kind.namespaced ? (request.namespace ?? '') : '';
  const found = server.get(request.resource as ResourceName, namespace, request.name);
  if (!found.ok) return found;
  const object = metricsOf(server, found.object);
  const named = { group: GROUP, resource: kind.namespaced ? 'podmetrics' : 'nodemetrics', kind: '' };
  const name = namespace === '' ? request.name : `${namespace}/${request.name}`;
  return object ? { ok: true, object } : failed(notFound(named, name));
}

function metricsOf(server: ApiServer, object: KubeObject): KubeObject | undefined {
  return object.kind === 'Pod'
    ? podMetrics(object, server.now)
    : nodeMetrics(object, server.store.all('pods'), server.now);
}
