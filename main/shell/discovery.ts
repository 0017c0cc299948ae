// What discovery tells of the kinds that are served.
import type { AnyKind, KindVersion } from '../engine/api/resources.ts';
import type { ApiServer } from '../engine/api/server.ts';
import { metricsKinds, servesMetrics } from '../engine/metrics-server/metrics-api.ts';
import type { DiscoveredResource } from './api-client.ts';

const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

/** Every kind in every version, the one by which it is known before the others, and what a metrics server adds. */
export function discovered(server: ApiServer): readonly DiscoveredResource[] {
  const kinds = server
    .servedKinds()
    .flatMap((kind) => [asVersion(kind), ...(kind.versions ?? []).map((version) => asVersion(kind, version))]);
  return servesMetrics(server) ? [...kinds, ...metricsResources] : kinds;
}

/** They have the names of what is measured, so that requests must say which they mean. */
export const metricsResources: readonly DiscoveredResource[] = metricsKinds.map((kind) => ({
  ...kind,
  ...{ singular: '', shortNames: [], categories: [], verbs: ['get', 'list'], alternative: true },
}));

function asVersion(kind: AnyKind, version?: KindVersion): DiscoveredResource {
  const { resource, singular, kind: title, namespaced, shortNames, categories } = kind;
  const { group, version: name } = version ?? kind;
  return {
    ...{ resource, singular, kind: title, group, version: name, namespaced, shortNames, categories, verbs: VERBS },
    ...(version && { alternative: true }),
  };
}
