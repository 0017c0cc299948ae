// What an object is called, and who owns it.
import type { KubeObject } from '../../../preload/contract/objects.ts';

/** `namespace/name`, or the name alone for what has no namespace. */
export function titleOf({ metadata }: KubeObject): string {
  const { namespace, name = '' } = metadata ?? {};
  return namespace === undefined || namespace === '' ? name : `${namespace}/${name}`;
}

/** Tells apart all objects of a cluster, whatever the version they are written in. */
export function identityOf(object: KubeObject): string {
  const [group = '', version] = (object.apiVersion ?? '').split('/');
  return `${version === undefined ? '' : group}/${object.kind ?? ''} ${titleOf(object)}`;
}

type OwnerReference = NonNullable<NonNullable<KubeObject['metadata']>['ownerReferences']>[number];

/** The owner that controls it. */
export function controllerOf({ metadata }: KubeObject): OwnerReference | undefined {
  return metadata?.ownerReferences?.find(({ controller }) => controller === true);
}
