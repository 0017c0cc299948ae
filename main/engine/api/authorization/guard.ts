// Models apiserver's pkg/endpoints/filters/authorization.go (v1.35): asked of every request from outside before anything of
// it is looked at.
import type { ApiStatus, Requester } from '../../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { Call } from '../body.ts';
import { type AnyKind, objectKey } from '../resources.ts';
import type { ApiServer } from '../server.ts';
import { type Asked, attributesOf, refusalOf } from './attributes.ts';
import { decide } from './authorizer.ts';
import { escalation } from './escalation.ts';
import type { RoleSource } from './rule-resolver.ts';

/** Why somebody may not ask this; undefined when they may. */
export function denial(server: ApiServer, user: Requester, request: Asked, kind: AnyKind): ApiStatus | undefined {
  const asked = attributesOf(request, kind);
  const { allowed, reason } = decide(rolesOf(server), user, asked);
  return allowed ? undefined : refusalOf(user, asked, kind, reason);
}

/** Why the caller may not write this role or binding; `name` is that of the object it replaces. */
export function escalating(call: Call, object: KubeObject, name: string | undefined): ApiStatus | undefined {
  const { server, user, kind } = call;
  if (!user) return undefined;
  const previous = name === undefined ? undefined : call.objects.get(name);
  return escalation(rolesOf(server), user, kind, object, previous?.ok ? previous.object : undefined);
}

/** The roles and bindings that a server has stored. */
export function rolesOf({ store }: ApiServer): RoleSource {
  return {
    get: (resource, namespace, name) => store.get(resource, objectKey(namespace, name)),
    all: (resource) => store.all(resource),
  };
}
