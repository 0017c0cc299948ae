// Models pkg/registry/rbac/rest/storage_rbac.go (v1.35): the roles and bindings that kube-apiserver makes when it comes up.
// Nobody is ever refused here, so that most roles have their names alone.
import type { KindMap } from '../api/resources.ts';
import { controllerRoles, firstBindings, gatheringRoles, plainRoles } from './rbac-names.ts';

type ClusterRole = KindMap['clusterroles'];
type ClusterRoleBinding = KindMap['clusterrolebindings'];

const GROUP = 'rbac.authorization.k8s.io';
const everything = { apiGroups: ['*'], resources: ['*'], verbs: ['*'] };
const everyPath = { nonResourceURLs: ['*'], verbs: ['*'] };

const metadataOf = (name: string) => ({
  name,
  annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' },
  labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' },
});

const controllerRole = (name: string): string => `system:controller:${name}`;

export function firstClusterRoles(): ClusterRole[] {
  const plain = [...plainRoles, ...controllerRoles.map(controllerRole)];
  return [
    { ...role('cluster-admin'), rules: [everything, everyPath] },
    ...gatheringRoles.map(gatheringRole),
    ...plain.map(role),
  ];
}

const role = (name: string): ClusterRole => ({
  apiVersion: `${GROUP}/v1`,
  kind: 'ClusterRole',
  metadata: metadataOf(name),
});

function gatheringRole(name: string): ClusterRole {
  const matchLabels = { [`rbac.authorization.k8s.io/aggregate-to-${name}`]: 'true' };
  return { ...role(name), aggregationRule: { clusterRoleSelectors: [{ matchLabels }] } };
}

export function firstClusterRoleBindings(): ClusterRoleBinding[] {
  const ofControllers = controllerRoles.map((name) =>
    binding(controllerRole(name), [{ kind: 'ServiceAccount', name, namespace: 'kube-system' }]),
  );
  const dns = binding('system:kube-dns', [{ kind: 'ServiceAccount', name: 'kube-dns', namespace: 'kube-system' }]);
  const others = firstBindings.map(([name, kind, ...subjects]) =>
    binding(
      name,
      subjects.map((subject) => ({ apiGroup: GROUP, kind, name: subject })),
    ),
  );
  return [...others, dns, ...ofControllers];
}

function binding(name: string, subjects: NonNullable<ClusterRoleBinding['subjects']>): ClusterRoleBinding {
  return {
    apiVersion: `${GROUP}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: metadataOf(name),
    roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name },
    ...(subjects.length > 0 && { subjects }),
  };
}
