import { expect, test } from 'vitest';
import type { Micros } from '../../kernel/time.ts';
import { kinds } from '../registry.ts';
import { KindsServer, printContext } from '../testing/server.ts';

const object = (kind: string, rest: string) =>
  `{apiVersion: rbac.authorization.k8s.io/v1, kind: ${kind}, metadata: {name: r}, ${rest}}`;

test.each([
  [
    object('Role', 'rules: [{verbs: [], apiGroups: [""], resources: [pods]}]'),
    'Role.rbac.authorization.k8s.io "r" is invalid: rules[0].verbs: Required value: verbs must contain at least one value',
  ],
  [
    object('Role', 'rules: [{verbs: [get], nonResourceURLs: [/healthz]}]'),
    'Role.rbac.authorization.k8s.io "r" is invalid: rules[0].nonResourceURLs: Invalid value: ["/healthz"]: namespaced rules cannot apply to non-resource URLs',
  ],
  [object('ClusterRole', 'rules: [{verbs: [get], nonResourceURLs: [/healthz]}]'), ''],
  [
    object('ClusterRole', 'rules: [{verbs: [get], resources: [pods]}]'),
    'ClusterRole.rbac.authorization.k8s.io "r" is invalid: rules[0].apiGroups: Required value: resource rules must supply at least one api group',
  ],
  [
    object('RoleBinding', 'roleRef: {kind: Group, name: a}'),
    'RoleBinding.rbac.authorization.k8s.io "r" is invalid: roleRef.kind: Unsupported value: "Group": supported values: "Role", "ClusterRole"',
  ],
  [
    object('ClusterRoleBinding', 'roleRef: {kind: ClusterRole, name: a}, subjects: [{kind: ServiceAccount, name: b}]'),
    'ClusterRoleBinding.rbac.authorization.k8s.io "r" is invalid: subjects[0].namespace: Required value',
  ],
  [
    object(
      'RoleBinding',
      'roleRef: {kind: ClusterRole, name: a/b}, subjects: [{kind: ServiceAccount, name: b}, {kind: Team, name: c}]',
    ),
    'RoleBinding.rbac.authorization.k8s.io "r" is invalid: [roleRef.name: Invalid value: "a/b": may not contain \'/\', subjects[1].kind: Unsupported value: "Team": supported values: "ServiceAccount", "User", "Group"]',
  ],
])('%s', (manifest, message) => {
  expect(new KindsServer().refusal(manifest)).toBe(message);
});

test('a binding keeps its role', () => {
  const server = new KindsServer();
  server.apply(object('RoleBinding', 'roleRef: {kind: Role, name: a}, subjects: [{kind: User, name: ann}]'));
  expect(server.get('rolebindings', 'r').subjects?.[0]?.apiGroup).toBe('rbac.authorization.k8s.io');
  expect(server.refusal(object('RoleBinding', 'roleRef: {kind: Role, name: b}'))).toContain(
    'roleRef: Invalid value: {"APIGroup":"rbac.authorization.k8s.io","Kind":"Role","Name":"b"}: cannot change roleRef',
  );
});

test('rules are described a resource a line, verbs gathered', () => {
  const rules = [
    { apiGroups: ['apps'], resources: ['deployments/scale'], verbs: ['get'] },
    { apiGroups: ['apps'], resources: ['deployments/scale'], verbs: ['patch'] },
    { nonResourceURLs: ['/metrics'], verbs: ['get'] },
  ];
  expect(kinds.clusterroles.describe({ metadata: { name: 'r' }, rules }, printContext(0 as Micros))).toContain(
    [
      '  Resources               Non-Resource URLs  Resource Names  Verbs',
      '  ---------               -----------------  --------------  -----',
      '  deployments.apps/scale  []                 []              [get patch]',
      '                          [/metrics]         []              [get]',
    ].join('\n'),
  );
});

test.each(['roles', 'clusterroles'] as const)('%s without rules have null for them', (resource) => {
  const server = new KindsServer();
  const kind = kinds[resource].kind;
  server.apply(object(kind, 'rules: []'));
  expect(server.get(resource, 'r').rules).toBeNull();
  server.apply(object(kind, 'rules: [{verbs: [get], apiGroups: [""], resources: [pods]}]'));
  expect(server.get(resource, 'r').rules).toHaveLength(1);
});
