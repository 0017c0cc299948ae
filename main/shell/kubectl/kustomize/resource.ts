// A resource on its way through kustomizations (sigs.k8s.io/kustomize/api/resource): what it is now, and what it was called.
import { isJsonObject, type JsonObject } from '../../../engine/kernel/json.ts';

/** What a resource is known by. */
export interface Id {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

export interface Resource {
  readonly object: JsonObject;
  /** What it was known by before, the oldest first: by these names others refer to it. */
  readonly former: readonly Id[];
  /** What kustomizations put before and after its name, the innermost first. */
  readonly affixes: readonly string[];
  /** Whether its name is to end with a hash of its content. */
  readonly needsHash: boolean;
}

export const resourceOf = (object: JsonObject, needsHash = false): Resource => ({
  object,
  former: [],
  affixes: [],
  needsHash,
});

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** `apps/v1` as group and version. */
export function groupAndVersion(apiVersion: unknown): { readonly group: string; readonly version: string } {
  const [first = '', second] = text(apiVersion).split('/');
  return second === undefined ? { group: '', version: first } : { group: first, version: second };
}

/** What the resource is known by now. */
export function idOf({ object }: Pick<Resource, 'object'>): Id {
  const metadata = isJsonObject(object['metadata']) ? object['metadata'] : {};
  return {
    ...groupAndVersion(object['apiVersion']),
    kind: text(object['kind']),
    namespace: text(metadata['namespace']),
    name: text(metadata['name']),
  };
}

/** All that it was ever known by. */
export const idsOf = (resource: Resource): readonly Id[] => [...resource.former, idOf(resource)];

/** No namespace and `default` are one. */
export const sameNamespace = (a: Id, b: Id): boolean => (a.namespace || 'default') === (b.namespace || 'default');

export const sameKind = (a: Id, b: Id): boolean =>
  a.kind === b.kind && a.group === b.group && (a.version === b.version || a.version === '' || b.version === '');

/** `Deployment.v1.apps/web.shop`: as errors name a resource. */
export function idText({ group, version, kind, namespace, name }: Id): string {
  const parts = [kind || '[noKind]', version || '[noVer]', group || '[noGrp]'].join('.');
  return `${parts}/${name || '[noName]'}.${namespace || '[noNs]'}`;
}

/** The resource with another object; what it was known by is kept in mind. */
export function renamed(resource: Resource, object: JsonObject, affixes = resource.affixes): Resource {
  return { ...resource, object, affixes, former: [...resource.former, idOf(resource)] };
}
