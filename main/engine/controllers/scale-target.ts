// Models scaleForResourceMappings in pkg/controller/podautoscaler/horizontal.go (v1.35): what an autoscaler, or anybody who
// wants to know the size of a workload, points at.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { V2CrossVersionObjectReference, Scale } from '../api/generated/types.ts';
import type { AnyKind, ResourceName } from '../api/resources.ts';
import { readScale } from '../api/scale.ts';
import type { ApiServer } from '../api/server.ts';
import { notFound, unknownResource } from '../api/status.ts';

export interface ScaleTarget {
  readonly kind: AnyKind;
  readonly resource: ResourceName;
  readonly object: KubeObject;
  readonly scale: Scale;
}

/** The workload that a reference names and its size, or why there is none. */
export function scaleTarget(
  server: ApiServer,
  namespace: string,
  { apiVersion = '', kind: wanted, name }: V2CrossVersionObjectReference,
): ScaleTarget | string {
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
  const kind = server.servedKinds().find((item) => item.kind === wanted && item.group === group);
  if (!kind) return `no matches for kind "${wanted}" in group "${group}"`;
  const resource = server.tableOf(kind);
  const found = server.get(resource, namespace, name);
  if (!found.ok) return found.status.code === 404 ? notFound(kind, name).message : found.status.message;
  const scale = readScale(kind, found.object);
  return scale ? { kind, resource, object: found.object, scale } : unknownResource().message;
}
