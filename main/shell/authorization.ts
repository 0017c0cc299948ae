// Models plugin/pkg/auth/authorizer/rbac/rbac.go (v1.35): what Roles and their bindings allow to whom.
import type { PolicyRule, RbacV1Subject } from '../engine/api/generated/types.ts';
import type { PrintContext } from '../engine/api/resources.ts';

export interface User {
  readonly name: string;
  readonly groups: readonly string[];
}

/** A request as rules see it: on a resource, or on a path. */
export type Attributes =
  | {
      readonly verb: string;
      readonly resource: string;
      readonly group: string;
      readonly subresource: string;
      readonly name: string;
      /** Empty for the whole cluster. */
      readonly namespace: string;
    }
  | { readonly verb: string; readonly path: string };

/** Who may do everything, whatever the Roles say. */
const MASTERS = 'system:masters';

export const admin: User = { name: 'kubernetes-admin', groups: [MASTERS, 'system:authenticated'] };

/** Somebody by name, with the groups that everybody and service accounts have. */
export function userNamed(name: string, groups: readonly string[]): User {
  const [, namespace] = /^system:serviceaccount:([^:]+):/.exec(name) ?? [];
  const own = namespace === undefined ? [] : ['system:serviceaccounts', `system:serviceaccounts:${namespace}`];
  return { name, groups: [...own, ...groups, 'system:authenticated'] };
}

export const isMaster = ({ groups }: User): boolean => groups.includes(MASTERS);

/** Whether any rule allows what is asked. */
export function isAllowed(cluster: PrintContext, user: User, asked: Attributes): boolean {
  if (isMaster(user)) return true;
  const namespace = 'path' in asked ? '' : asked.namespace;
  return rulesFor(cluster, user, namespace).some((rule) => allows(rule, asked));
}

/** The rules that hold for somebody in a namespace; those for the whole cluster when it is empty. */
export function rulesFor(cluster: PrintContext, user: User, namespace: string): readonly PolicyRule[] {
  const wide = cluster.list('clusterrolebindings').filter(({ subjects }) => isAmong(subjects, user, ''));
  const local = cluster
    .list('rolebindings')
    .filter(({ metadata }) => namespace !== '' && metadata?.namespace === namespace)
    .filter(({ subjects }) => isAmong(subjects, user, namespace));
  const wideRules = wide.flatMap(({ roleRef }) => clusterRules(cluster, roleRef.name));
  const localRules = local.flatMap(({ roleRef }) =>
    roleRef.kind === 'Role' ? localRulesOf(cluster, namespace, roleRef.name) : clusterRules(cluster, roleRef.name),
  );
  return [...wideRules, ...localRules];
}

function clusterRules(cluster: PrintContext, name: string): readonly PolicyRule[] {
  return cluster.list('clusterroles').find(({ metadata }) => metadata?.name === name)?.rules ?? [];
}

function localRulesOf(cluster: PrintContext, namespace: string, name: string): readonly PolicyRule[] {
  const isMeant = ({
    metadata,
  }: {
    readonly metadata?: { readonly name?: string | undefined; readonly namespace?: string | undefined } | undefined;
  }) => metadata?.namespace === namespace && metadata.name === name;
  return cluster.list('roles').find(isMeant)?.rules ?? [];
}

function isAmong(subjects: readonly RbacV1Subject[] | undefined, user: User, namespace: string): boolean {
  return (subjects ?? []).some((subject) => {
    if (subject.kind === 'Group') return user.groups.includes(subject.name);
    if (subject.kind === 'User') return user.name === subject.name;
    return user.name === `system:serviceaccount:${subject.namespace ?? namespace}:${subject.name}`;
  });
}

function allows(rule: PolicyRule, asked: Attributes): boolean {
  if (!covers(rule.verbs, asked.verb)) return false;
  if ('path' in asked) return (rule.nonResourceURLs ?? []).some((pattern) => coversPath(pattern, asked.path));
  const { resource, subresource, name, group } = asked;
  const full = subresource === '' ? resource : `${resource}/${subresource}`;
  const names = rule.resourceNames ?? [];
  const isResource =
    covers(rule.resources, full) || (subresource !== '' && (rule.resources ?? []).includes(`*/${subresource}`));
  return covers(rule.apiGroups, group) && isResource && (names.length === 0 || names.includes(name));
}

const covers = (values: readonly string[] | undefined, value: string): boolean =>
  (values ?? []).some((one) => one === '*' || one === value);

const coversPath = (pattern: string, path: string): boolean =>
  pattern === '*' || pattern === path || (pattern.endsWith('*') && path.startsWith(pattern.slice(0, -1)));
