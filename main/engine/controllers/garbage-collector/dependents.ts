// Models the uidToNode graph of pkg/controller/garbagecollector/graph_builder.go (v1.35): who depends on whom, as the
// caches show it. It can be made anew from them at any time.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { type ResourceName, keyOf } from '../../api/resources.ts';
import { compareText } from '../../api/order.ts';

/** Names one object of any resource: `pods default/web-1`. */
export type Identity = string;

export const identityOf = (resource: ResourceName, object: KubeObject): Identity => `${resource} ${keyOf(object)}`;

export class Dependents {
  readonly #byOwner = new Map<string, Set<Identity>>();
  readonly #namespaces = new Map<string, string>();

  /** The objects that name the owner with this UID, in the order of their names. */
  of(uid: string): readonly Identity[] {
    return [...(this.#byOwner.get(uid) ?? [])].sort(compareText);
  }

  /** Where the object with this UID lives: empty when in no namespace, undefined when there is none. */
  namespaceOf(uid: string): string | undefined {
    return this.#namespaces.get(uid);
  }

  add(identity: Identity, object: KubeObject): void {
    this.#namespaces.set(object.metadata?.uid ?? '', object.metadata?.namespace ?? '');
    for (const { uid } of object.metadata?.ownerReferences ?? []) {
      const dependents = this.#byOwner.get(uid);
      if (dependents) dependents.add(identity);
      else this.#byOwner.set(uid, new Set([identity]));
    }
  }

  remove(identity: Identity, object: KubeObject): void {
    this.#namespaces.delete(object.metadata?.uid ?? '');
    for (const { uid } of object.metadata?.ownerReferences ?? []) {
      const dependents = this.#byOwner.get(uid);
      if (dependents?.delete(identity) && dependents.size === 0) this.#byOwner.delete(uid);
    }
  }
}
