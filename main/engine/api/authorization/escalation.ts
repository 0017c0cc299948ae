// Models pkg/registry/rbac/{role,clusterrole,rolebinding,clusterrolebinding}/policybased (v1.35): nobody grants what they do
// not have.
import type { ApiStatus, Requester } from '../../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { jsonEqual } from '../../kernel/json.ts';
import type { ClusterRole, PolicyRule, RoleBinding } from '../generated/types.ts';
import type { AnyKind } from '../resources.ts';
import { forbidden, notFound } from '../status.ts';
import { decide } from './authorizer.ts';
import { grantsTo, type RoleSource, rulesOf } from './rule-resolver.ts';
import { compact, missingRights, quotedList, ruleText } from './rules.ts';
import { isMaster } from './user.ts';

const everyRule: readonly PolicyRule[] = [
  { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
  { verbs: ['*'], nonResourceURLs: ['*'] },
];

const GATHERING = 'must have cluster-admin privileges to use the aggregationRule';

/** Why somebody may not write a role or a binding; undefined for all other objects. `previous` is what is there. */
export function escalation(
  roles: RoleSource,
  user: Requester,
  kind: AnyKind,
  object: KubeObject,
  previous: KubeObject | undefined,
): ApiStatus | undefined {
  if (isMaster(user)) return undefined;
  switch (kind.resource) {
    case 'roles':
    case 'clusterroles':
      return roleRefusal(roles, user, kind, object, previous);
    case 'rolebindings':
    case 'clusterrolebindings':
      return bindingRefusal(roles, user, kind, object as RoleBinding, previous as RoleBinding | undefined);
    default:
      return undefined;
  }
}

function roleRefusal(
  roles: RoleSource,
  user: Requester,
  kind: AnyKind,
  role: ClusterRole,
  previous: ClusterRole | undefined,
): ApiStatus | undefined {
  const { aggregationRule } = role;
  const rules = role.rules ?? [];
  if (previous && jsonEqual(rules, previous.rules ?? []) && jsonEqual(aggregationRule, previous.aggregationRule)) {
    return undefined;
  }
  if (may(roles, user, kind, 'escalate', role)) return undefined;
  const own = confirm(roles, user, kind, role, rules);
  if (own || !aggregationRule) return own;
  // Whoever gathers the rules of others may come to have any.
  const all = confirm(roles, user, kind, role, everyRule);
  return all && forbidden(kind, role.metadata?.name ?? '', GATHERING);
}

function bindingRefusal(
  roles: RoleSource,
  user: Requester,
  kind: AnyKind,
  binding: RoleBinding,
  previous: RoleBinding | undefined,
): ApiStatus | undefined {
  const { roleRef, subjects, metadata } = binding;
  if (previous && jsonEqual(roleRef, previous.roleRef) && jsonEqual(subjects, previous.subjects)) return undefined;
  const resource = roleRef.kind === 'Role' ? 'roles' : 'clusterroles';
  const namespace = metadata?.namespace ?? '';
  const asked = { verb: 'bind', group: kind.group, resource, subresource: '', name: roleRef.name, namespace };
  if (decide(roles, user, asked).allowed) return undefined;
  const granted = rulesOf(roles, roleRef, namespace);
  if (!granted.ok) return notFound({ group: kind.group, resource: resource.slice(0, -1), kind: '' }, roleRef.name);
  return confirm(roles, user, kind, binding, granted.rules);
}

function may(roles: RoleSource, user: Requester, kind: AnyKind, verb: string, { metadata }: KubeObject): boolean {
  const { group, resource } = kind;
  const { name = '', namespace = '' } = metadata ?? {};
  return decide(roles, user, { verb, group, resource, subresource: '', name, namespace }).allowed;
}

function confirm(
  roles: RoleSource,
  user: Requester,
  kind: AnyKind,
  { metadata }: KubeObject,
  wanted: readonly PolicyRule[],
): ApiStatus | undefined {
  const { grants, faults } = grantsTo(roles, user, metadata?.namespace ?? '');
  const missing = missingRights(
    grants.flatMap(({ rules }) => rules),
    wanted,
  );
  if (missing.length === 0) return undefined;
  const who = `user ${JSON.stringify(user.name)} (groups=${quotedList(user.groups)})`;
  const rights = [...new Set(compact(missing).map(ruleText))].sort();
  const unresolved = faults.length === 0 ? '' : `; resolution errors: [${faults.join(' ')}]`;
  const why = `${who} is attempting to grant RBAC permissions not currently held:\n${rights.join('\n')}${unresolved}`;
  return forbidden(kind, metadata?.name ?? '', why);
}
