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
import { metricsTable } from './table.ts';

const GROUP = 'metrics.k8s.io';
const VERSION = `${GROUP}/v1beta1`;

/** What discovery tells of this API. */
export const metricsKinds = [
  { group: GROUP, version: 'v1beta1', resource: 'nodes', kind: 'NodeMetrics', namespaced: false },
  { group: GROUP, version: 'v1beta1', resource: 'pods', kind: 'PodMetrics', namespaced: true },
] as const;

/** Whether this API is there at present. */
export const servesMetrics = ({ store }: ApiServer): boolean => isMetricsServed(store.all('pods'));

/** Answers what is asked of this API; undefined when something else is asked. */
export function answerMetrics(server: ApiServer, request: ReadRequest, user?: Requester): ApiAnswer | undefined {
  if (request.apiVersion !== VERSION) return undefined;
  const outage = server.outage();
  if (outage) return failed(outage);
  const kind = server.kindOf(request.resource);
  const measured = kind?.resource === 'pods' || kind?.resource === 'nodes';
  if (!measured || request.verb === 'watch' || !servesMetrics(server)) {
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
  const items = listed.items.filter(matches).flatMap((object) => metricsOf(server, object) ?? []);
  return { ok: true, items, ...(request.table && { table: metricsTable(items) }) };
}

function getOne(server: ApiServer, kind: AnyKind, request: ReadRequest & { readonly verb: 'get' }): ApiAnswer {
  const namespace = kind.namespaced ? (request.namespace ?? '') : '';
  const found = server.get(request.resource as ResourceName, namespace, request.name);
  if (!found.ok) return found;
  const object = metricsOf(server, found.object);
  const named = { group: GROUP, resource: kind.namespaced ? 'podmetrics' : 'nodemetrics', kind: '' };
  const name = namespace === '' ? request.name : `${namespace}/${request.name}`;
  if (!object) return failed(notFound(named, name));
  return { ok: true, object, ...(request.table && { table: metricsTable([object]) }) };
}

function metricsOf(server: ApiServer, object: KubeObject): KubeObject | undefined {
  return object.kind === 'Pod'
    ? podMetrics(object, server.now, server.meter)
    : nodeMetrics(object, server.store.all('pods'), server.now, server.meter);
}
