// Models staging/src/k8s.io/kubectl/pkg/cmd/create/{create_rolebinding,create_clusterrolebinding}.go (v1.35).
import type { CommandContext, FlagSpec } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { generatorCommand, metadataIn } from './generator.ts';

const RBAC = 'rbac.authorization.k8s.io';

const subjectFlags: readonly FlagSpec[] = [
  { name: 'user', type: 'array' },
  { name: 'group', type: 'array' },
  { name: 'serviceaccount', type: 'array' },
];

export const createRoleBindingCommand = generatorCommand({
  name: 'rolebinding',
  short: 'Create a role binding for a particular role or cluster role',
  usage:
    'create rolebinding NAME --clusterrole=NAME|--role=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
  flags: [...subjectFlags, { name: 'clusterrole', type: 'string' }, { name: 'role', type: 'string' }],
  failure: 'failed to create rolebinding:',
  make: (context, name) => {
    const [role, clusterRole] = [context.flags.text('role'), context.flags.text('clusterrole')];
    if ((role === '') === (clusterRole === '')) {
      throw new PlainError('exactly one of clusterrole or role must be specified');
    }
    const roleRef = { apiGroup: RBAC, kind: role === '' ? 'ClusterRole' : 'Role', name: role || clusterRole };
    const binding = { metadata: metadataIn(context, { name }), roleRef, ...subjectsOf(context) };
    return { apiVersion: `${RBAC}/v1`, kind: 'RoleBinding', ...binding };
  },
});

export const createClusterRoleBindingCommand = generatorCommand({
  name: 'clusterrolebinding',
  short: 'Create a cluster role binding for a particular cluster role',
  usage:
    'create clusterrolebinding NAME --clusterrole=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
  flags: [...subjectFlags, { name: 'clusterrole', type: 'string', required: true }],
  failure: 'failed to create clusterrolebinding:',
  make: (context, name) => {
    const roleRef = { apiGroup: RBAC, kind: 'ClusterRole', name: context.flags.text('clusterrole') };
    const binding = { metadata: { name }, roleRef, ...subjectsOf(context) };
    return { apiVersion: `${RBAC}/v1`, kind: 'ClusterRoleBinding', ...binding };
  },
});

function subjectsOf({ flags }: CommandContext): { subjects?: readonly object[] } {
  const subjects = [
    ...flags.list('user').map((name) => ({ apiGroup: RBAC, kind: 'User', name })),
    ...flags.list('group').map((name) => ({ apiGroup: RBAC, kind: 'Group', name })),
    ...flags.list('serviceaccount').map(serviceAccountSubject),
  ];
  return subjects.length > 0 ? { subjects } : {};
}

function serviceAccountSubject(text: string): object {
  const [namespace = '', name = '', ...more] = text.split(':');
  if (namespace === '' || name === '' || more.length > 0) {
    throw new PlainError('serviceaccount must be <namespace>:<name>');
  }
  return { kind: 'ServiceAccount', name, namespace };
}
