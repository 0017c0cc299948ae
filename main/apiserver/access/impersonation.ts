// Models apiserver's pkg/endpoints/filters/impersonation (v1.35): who may speak as somebody else.
import type { Requester } from '../../../preload/contract/inputs.ts';
import type { ClusterDoor } from '../door.ts';
import { Refusal } from '../http/refusal.ts';

const ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/;

/** Throws Refusal when `owner` may not speak as `wanted`, whose groups count where they were `named`. */
export function checkImpersonation(
  door: Pick<ClusterDoor, 'refusalOf'>,
  owner: Requester,
  { name, groups }: Requester,
  named: boolean,
): void {
  const [, namespace, account] = ACCOUNT.exec(name) ?? [];
  if (namespace !== undefined && account !== undefined) check(door, owner, 'serviceaccounts', account, namespace);
  else check(door, owner, 'users', name);
  if (named) for (const group of groups) check(door, owner, 'groups', group);
}

function check(
  door: Pick<ClusterDoor, 'refusalOf'>,
  owner: Requester,
  resource: string,
  name: string,
  namespace = '',
): void {
  const asked = { verb: 'impersonate', resource, group: '', subresource: '', name, namespace };
  const refused = door.refusalOf(owner, asked);
  if (refused) throw new Refusal(refused);
}
