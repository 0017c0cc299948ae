// Models api/hasher of sigs.k8s.io/kustomize: the end of the names of generated ConfigMaps and Secrets. The name itself
// plays no part in it.
import type { JsonObject } from '../../../engine/kernel/json.ts';
import { contentHash } from '../create/content-hash.ts';
import { changeAt } from './field-paths.ts';
import { idOf, renamed, type Resource } from './resource.ts';

/** The resource, with a name that changes with its content if it is to have one. */
export function withHash(resource: Resource): Resource {
  if (!resource.needsHash) return resource;
  const { name } = idOf(resource);
  const hashed = `${name}-${contentHash(contentOf(resource.object))}`;
  return renamed(
    resource,
    changeAt(resource.object, ['metadata', 'name'], true, () => hashed),
  );
}

function contentOf(object: JsonObject): JsonObject {
  const { kind, type = '', data = '', binaryData, stringData } = object;
  if (kind === 'ConfigMap') return { kind, name: '', data, ...(binaryData !== undefined && { binaryData }) };
  return { kind, type, name: '', data, ...(stringData !== undefined && { stringData }) };
}
