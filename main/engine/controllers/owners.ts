// Models apimachinery's pkg/apis/meta/v1/controller_ref.go (v1.35): who controls an object.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { OwnerReference } from '../api/generated/types.ts';

/** The one owner reference that is marked as the controller's. */
export function controllerOf(object: KubeObject): OwnerReference | undefined {
  return object.metadata?.ownerReferences?.find(({ controller }) => controller === true);
}

/** The reference by which `owner` controls what it makes. */
export function controllerReference(owner: KubeObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion ?? '',
    kind: owner.kind ?? '',
    name: owner.metadata?.name ?? '',
    uid: owner.metadata?.uid ?? '',
    controller: true,
    blockOwnerDeletion: true,
  };
}
