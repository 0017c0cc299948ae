// Models pkg/registry/rbac/validation/rule.go (v1.35): which rules hold for somebody, and by which binding.
import type { Requester } from '../../../../preload/contract/inputs.ts';
import type { PolicyRule, RbacV1Subject, RoleRef } from '../generated/types.ts';
import type { AdmissionContext } from '../resources.ts';
import { notFound } from '../status.ts';

/** Where roles and bindings are looked up. */
export type RoleSource = Pick<AdmissionContext, 'get' | 'all'>;

export interface Grant {
  readonly rules: readonly PolicyRule[];
  /** `RoleBinding "r/default" of Role "r" to User "jane"`. */
  readonly source: string;
}

export interface Grants {
  readonly grants: readonly Grant[];
  /** What bindings refer to and is not there. */
  readonly faults: readonly string[];
}

/** All that somebody has been granted in a namespace; when it is empty, in the whole cluster. */
export function grantsTo(roles: RoleSource, user: Requester, namespace: string): Grants {
  const grants: Grant[] = [];
  const faults: string[] = [];
  for (const { roleRef, subject, title } of bindingsOf(roles, user, namespace)) {
    const rules = rulesOf(roles, roleRef, namespace);
    if (rules.ok) grants.push({ rules: rules.rules, source: `${title} to ${subjectText(subject, namespace)}` });
    else faults.push(rules.fault);
  }
  return { grants, faults };
}

interface Bound {
  readonly roleRef: RoleRef;
  readonly subject: RbacV1Subject;
  readonly title: string;
}

function* bindingsOf(roles: RoleSource, user: Requester, namespace: string): Iterable<Bound> {
  for (const { metadata, roleRef, subjects } of roles.all('clusterrolebindings')) {
    const subject = subjects?.find((one) => isMeant(one, user, ''));
    const title = `ClusterRoleBinding "${metadata?.name ?? ''}" of ${roleRef.kind} "${roleRef.name}"`;
    if (subject) yield { roleRef, subject, title };
  }
  if (namespace === '') return;
  for (const { metadata, roleRef, subjects } of roles.all('rolebindings')) {
    if (metadata?.namespace !== namespace) continue;
    const subject = subjects?.find((one) => isMeant(one, user, namespace));
    const title = `RoleBinding "${metadata.name ?? ''}/${namespace}" of ${roleRef.kind} "${roleRef.name}"`;
    if (subject) yield { roleRef, subject, title };
  }
}

function isMeant(subject: RbacV1Subject, user: Requester, namespace: string): boolean {
  if (subject.kind === 'Group') return user.groups.includes(subject.name);
  if (subject.kind === 'User') return user.name === subject.name;
  return user.name === `system:serviceaccount:${subject.namespace ?? namespace}:${subject.name}`;
}

function subjectText({ kind, name, namespace }: RbacV1Subject, bindingNamespace: string): string {
  return kind === 'ServiceAccount' ? `${kind} "${name}/${namespace ?? bindingNamespace}"` : `${kind} "${name}"`;
}

type Resolved =
  { readonly ok: true; readonly rules: readonly PolicyRule[] } | { readonly ok: false; readonly fault: string };

const GROUP = 'rbac.authorization.k8s.io';

/** The rules of the role that a binding in `namespace` refers to, or the message that there is none. */
export function rulesOf(roles: RoleSource, { kind, name }: RoleRef, namespace: string): Resolved {
  const role = kind === 'Role' ? roles.get('roles', namespace, name) : roles.get('clusterroles', '', name);
  if (role) return { ok: true, rules: role.rules ?? [] };
  const resource = kind === 'Role' ? 'role' : 'clusterrole';
  return { ok: false, fault: notFound({ group: GROUP, resource, kind }, name).message };
}
