// Models pkg/registry/rbac/rest/storage_rbac.go (v1.35): the roles and bindings that kube-apiserver makes when it comes up.
import type { RbacV1Subject } from '../api/generated/types.ts';
import type { KindMap } from '../api/resources.ts';
import { componentRoles } from './component-roles.ts';
import { controllerRoles } from './controller-roles.ts';
import { account, firstBindings, namespaceBindings, namespaceRoles } from './first-bindings.ts';
import { type FirstRole, userRoles } from './user-roles.ts';

const GROUP = 'rbac.authorization.k8s.io';

const metadataOf = (name: string, namespace?: string) => ({
  name,
  ...(namespace !== undefined && { namespace }),
  annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' },
  labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' },
});

const controllerRole = (name: string): string => `system:controller:${name}`;
const gathered = (name: string) => ({ [`rbac.authorization.k8s.io/aggregate-to-${name}`]: 'true' });

export function firstClusterRoles(): KindMap['clusterroles'][] {
  const ofControllers = Object.entries(controllerRoles).map(([name, rules]) => ({ name: controllerRole(name), rules }));
  return [...userRoles, ...componentRoles, ...ofControllers].map(clusterRole);
}

function clusterRole({ name, rules, aggregatedTo, gathers }: FirstRole): KindMap['clusterroles'] {
  const metadata = metadataOf(name);
  return {
    apiVersion: `${GROUP}/v1`,
    kind: 'ClusterRole',
    metadata: { ...metadata, labels: { ...metadata.labels, ...(aggregatedTo && gathered(aggregatedTo)) } },
    ...(gathers ? { aggregationRule: { clusterRoleSelectors: [{ matchLabels: gathered(name) }] } } : { rules }),
  };
}

export function firstClusterRoleBindings(): KindMap['clusterrolebindings'][] {
  const ofControllers = Object.keys(controllerRoles).map((name) => ({
    role: controllerRole(name),
    subjects: [account(name)],
  }));
  return [...firstBindings, ...ofControllers].map(({ role, subjects }) => ({
    apiVersion: `${GROUP}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: metadataOf(role),
    roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name: role },
    ...withSubjects(subjects),
  }));
}

const withSubjects = (subjects: readonly RbacV1Subject[]) => (subjects.length > 0 ? { subjects } : {});

export function firstRoles(): KindMap['roles'][] {
  return namespaceRoles.map(({ namespace, name, rules }) => ({
    apiVersion: `${GROUP}/v1`,
    kind: 'Role',
    metadata: metadataOf(name, namespace),
    rules,
  }));
}

export function firstRoleBindings(): KindMap['rolebindings'][] {
  return namespaceBindings.map(({ namespace, role, name = role, subjects }) => ({
    apiVersion: `${GROUP}/v1`,
    kind: 'RoleBinding',
    metadata: metadataOf(name, namespace),
    roleRef: { apiGroup: GROUP, kind: 'Role', name: role },
    ...withSubjects(subjects),
  }));
}
