// Models staging/src/k8s.io/apiserver/pkg/admission/attributes.go and errors.go (v1.35): what plugins see of a request.
import type { ApiStatus } from '../../../../preload/contract/inputs.ts';
import type { AdmissionRequest } from '../../api/admission.ts';
import type { KindMap, ResourceName } from '../../api/resources.ts';
import { forbidden } from '../../api/status.ts';
import type { Unfinished } from '../written.ts';

export type { AdmissionRequest, AdmissionServices } from '../../api/admission.ts';

/** The object of a request about `resource`, as it is being written; undefined for requests about others. */
export function draftOf<R extends ResourceName>(
  request: AdmissionRequest,
  resource: R,
): Unfinished<KindMap[R]> | undefined {
  return request.resource === resource ? (request.object as Unfinished<KindMap[R]>) : undefined;
}

/** What is stored of the object of a request about `resource`. */
export function previousOf<R extends ResourceName>(request: AdmissionRequest, resource: R): KindMap[R] | undefined {
  return request.resource === resource ? (request.previous as KindMap[R] | undefined) : undefined;
}

export const namespaceOf = ({ object }: AdmissionRequest): string => object.metadata?.namespace ?? '';

/** `pods "web" is forbidden: …` */
export const forbid = (request: AdmissionRequest, why: string): ApiStatus =>
  forbidden(request.kind, request.object.metadata?.name ?? 'Unknown', why);

/** The same while plugins mutate, when generated names are not yet generated: `pods "web-" is forbidden: …`. */
export function forbidUnnamed(request: AdmissionRequest, why: string): ApiStatus {
  const { name, generateName } = request.object.metadata ?? {};
  const prefix = request.operation === 'create' ? generateName : undefined;
  return forbidden(request.kind, (prefix || name) ?? 'Unknown', why);
}
