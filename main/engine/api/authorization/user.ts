// Models apiserver's pkg/authentication/user and pkg/endpoints/filters/impersonation (v1.35): who asks.
import type { Requester } from '../../../../preload/contract/inputs.ts';

/** Who may do everything, whatever the Roles say. */
const MASTERS = 'system:masters';
const AUTHENTICATED = 'system:authenticated';
const ANONYMOUS = 'system:anonymous';

export const admin: Requester = { name: 'kubernetes-admin', groups: [MASTERS, AUTHENTICATED] };

/** Somebody who is impersonated: service accounts have their own groups unless others are named. */
export function userNamed(name: string, groups: readonly string[]): Requester {
  const own = groups.length > 0 ? groups : groupsOfAccount(name);
  const everybody = name === ANONYMOUS ? 'system:unauthenticated' : AUTHENTICATED;
  return { name, groups: own.includes(everybody) ? own : [...own, everybody] };
}

function groupsOfAccount(name: string): readonly string[] {
  const [, namespace] = /^system:serviceaccount:([^:]+):/.exec(name) ?? [];
  return namespace === undefined ? [] : ['system:serviceaccounts', `system:serviceaccounts:${namespace}`];
}

export const isMaster = ({ groups }: Requester): boolean => groups.includes(MASTERS);
