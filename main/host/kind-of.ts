import type { KindDefinition, KindMap, KindRegistry, ResourceName } from '../engine/api/resources.ts';
import { kinds } from '../engine/kinds/registry.ts';

const registry: KindRegistry = kinds;

/** The definition of a resource's kind, by its type. */
export function kindOf<R extends ResourceName>(resource: R): KindDefinition<KindMap[R]> {
  return registry[resource];
}

export function isResource(resource: string): resource is ResourceName {
  return Object.hasOwn(registry, resource);
}
