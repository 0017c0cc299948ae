// Models plugin/pkg/auth/authorizer/rbac/rbac.go (v1.35): what Roles and their bindings allow to whom.
import type { Requester } from '../../../../preload/contract/inputs.ts';
import type { PolicyRule } from '../generated/types.ts';
import type { Attributes } from './attributes.ts';
import { grantsTo, type RoleSource } from './rule-resolver.ts';
import { allows } from './rules.ts';
import { isMaster } from './user.ts';

export interface Decision {
  readonly allowed: boolean;
  /** By which binding it is allowed, or why it is not known whether it is; often empty. */
  readonly reason: string;
}

/** Whether any rule allows what is asked. */
export function decide(roles: RoleSource, user: Requester, asked: Attributes): Decision {
  if (isMaster(user)) return { allowed: true, reason: '' };
  const { grants, faults } = grantsTo(roles, user, 'path' in asked ? '' : asked.namespace);
  const grant = grants.find(({ rules }) => rules.some((rule) => allows(rule, asked)));
  if (grant) return { allowed: true, reason: `RBAC: allowed by ${grant.source}` };
  if (faults.length === 0) return { allowed: false, reason: '' };
  const [first = ''] = faults;
  return { allowed: false, reason: `RBAC: ${faults.length === 1 ? first : `[${[...new Set(faults)].join(', ')}]`}` };
}

/** The rules that hold for somebody in a namespace; those for the whole cluster when it is empty. */
export function rulesFor(roles: RoleSource, user: Requester, namespace: string): readonly PolicyRule[] {
  const everything = [
    { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
    { verbs: ['*'], nonResourceURLs: ['*'] },
  ];
  const own = grantsTo(roles, user, namespace).grants.flatMap(({ rules }) => rules);
  return isMaster(user) ? [...everything, ...own] : own;
}
