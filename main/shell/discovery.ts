// What discovery tells of the kinds that are served.
import type { AnyKind, KindVersion } from '../engine/api/resources.ts';
import type { DiscoveredResource } from './api-client.ts';

const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

/** Every kind in every version, the one by which it is known before the others. */
export function discovered(kinds: readonly AnyKind[]): readonly DiscoveredResource[] {
  return kinds.flatMap((kind) => [
    asVersion(kind),
    ...(kind.versions ?? []).map((version) => asVersion(kind, version)),
  ]);
}

function asVersion(kind: AnyKind, version?: KindVersion): DiscoveredResource {
  const { resource, singular, kind: title, namespaced, shortNames, categories } = kind;
  const { group, version: name } = version ?? kind;
  return {
    ...{ resource, singular, kind: title, group, version: name, namespaced, shortNames, categories, verbs: VERBS },
    ...(version && { alternative: true }),
  };
}
