// Models classifyReferences in pkg/controller/garbagecollector/garbagecollector.go (v1.35): which owners of an object
// still hold it.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { OwnerReference } from '../../api/generated/types.ts';
import { type ResourceName, apiVersionOf } from '../../api/resources.ts';
import type { ApiServer } from '../../api/server.ts';
import { kindByKind } from '../../kinds/registry.ts';

export const FOREGROUND = 'foregroundDeletion';
export const ORPHAN = 'orphan';

export interface OwnerStates {
  readonly solid: readonly OwnerReference[];
  /** Gone, or another object by now bears the name. */
  readonly dangling: readonly OwnerReference[];
  /** Being deleted, and waiting for what depends on them. */
  readonly waiting: readonly OwnerReference[];
}

/** Undefined when the API server could not be asked. Owners that nobody could find count as solid. */
export function ownerStates(server: ApiServer, object: KubeObject): OwnerStates | undefined {
  const solid: OwnerReference[] = [];
  const dangling: OwnerReference[] = [];
  const waiting: OwnerReference[] = [];
  for (const reference of object.metadata?.ownerReferences ?? []) {
    const resource = resourceOf(server, reference);
    if (!resource || isOutOfReach(server, resource, object)) {
      solid.push(reference);
      continue;
    }
    const found = server.get(resource, namespaceFor(server, resource, object), reference.name);
    if (!found.ok && found.status.code !== 404) return undefined;
    if (!found.ok || found.object.metadata?.uid !== reference.uid) dangling.push(reference);
    else if (isWaitingForDependents(found.object)) waiting.push(reference);
    else solid.push(reference);
  }
  return { solid, dangling, waiting };
}

/** The resource of the kind that a reference names, if it is served. */
export function resourceOf(server: ApiServer, { apiVersion, kind }: OwnerReference): ResourceName | undefined {
  const known = kindByKind(apiVersion, kind);
  if (known) return known;
  const custom = server.servedKinds().find((item) => item.kind === kind && apiVersionOf(item) === apiVersion);
  return custom && server.tableOf(custom);
}

/** Whether an object of no namespace names an owner that lives in one: nobody can tell in which. */
function isOutOfReach(server: ApiServer, resource: ResourceName, { metadata }: KubeObject): boolean {
  return !metadata?.namespace && server.kindOf(resource)?.namespaced === true;
}

export function namespaceFor(server: ApiServer, resource: ResourceName, dependent: KubeObject): string {
  return server.kindOf(resource)?.namespaced ? (dependent.metadata?.namespace ?? '') : '';
}

export const hasFinalizer = ({ metadata }: KubeObject, finalizer: string): boolean =>
  (metadata?.finalizers ?? []).includes(finalizer);

export const isWaitingForDependents = (object: KubeObject): boolean =>
  object.metadata?.deletionTimestamp !== undefined && hasFinalizer(object, FOREGROUND);
