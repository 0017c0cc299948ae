// Models apiserver's pkg/authorization/authorizer/interfaces.go and pkg/endpoints/handlers/responsewriters/errors.go (v1.35):
// a request as rules see it, and what is answered when none allows it.
import type { ApiRequest, ApiStatus, Requester } from '../../../../preload/contract/inputs.ts';
import { forbidden, type Named } from '../status.ts';

export interface ResourceAttributes {
  readonly verb: string;
  readonly resource: string;
  readonly group: string;
  readonly subresource: string;
  readonly name: string;
  /** Empty for the whole cluster. */
  readonly namespace: string;
}

/** A request on a resource, or on a path. */
export type Attributes = ResourceAttributes | { readonly verb: string; readonly path: string };

type Requested = Named & { readonly namespaced: boolean };

/** What is asked for, as far as rights go. */
export type Asked =
  | ApiRequest
  | {
      readonly verb: 'get' | 'create' | 'update' | 'patch' | 'delete';
      readonly resource: string;
      readonly subresource: string;
      readonly namespace: string;
      readonly name: string;
    };

export function attributesOf(request: Asked, { resource, group, namespaced }: Requested): ResourceAttributes {
  const isCreate = request.verb === 'create';
  return {
    verb: request.verb === 'delete-collection' ? 'deletecollection' : request.verb,
    resource,
    group,
    subresource: 'subresource' in request ? (request.subresource ?? '') : '',
    name: 'name' in request && (!isCreate || request.subresource !== undefined) ? (request.name ?? '') : '',
    namespace: namespaced ? (request.namespace ?? '') : '',
  };
}

/** `reason` says what the authorizer could not find out. */
export function refusalOf(user: Requester, asked: ResourceAttributes, named: Named, reason: string): ApiStatus {
  const what = asked.subresource === '' ? asked.resource : `${asked.resource}/${asked.subresource}`;
  const where = asked.namespace === '' ? 'at the cluster scope' : `in the namespace "${asked.namespace}"`;
  const who = `User ${JSON.stringify(user.name)} cannot ${asked.verb} resource "${what}"`;
  const why = `${who} in API group "${asked.group}" ${where}${reason === '' ? '' : `: ${reason}`}`;
  const status = forbidden(named, asked.name, why);
  if (asked.name !== '') return status;
  return { ...status, message: status.message.replace(' "" is forbidden', ' is forbidden') };
}
