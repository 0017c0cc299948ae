// Models staging/src/k8s.io/kubectl/pkg/cmd/set/set_subject.go (v1.35).
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { RbacV1Subject, RoleBinding } from '../../../engine/api/generated/types.ts';
import type { Target } from '../changing/targets.ts';
import type { Command, CommandContext } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { changeAll, checkSetFlags, setFlags, setTargets } from '../set/change-all.ts';
import { announcedDryRun } from '../writing/write-flags.ts';

export const setSubjectCommand: Command = {
  name: 'subject',
  short: 'Update the user, group, or service account in a role binding or cluster role binding',
  usage:
    'set subject (-f FILENAME | TYPE NAME) [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
  flags: [
    ...setFlags,
    { name: 'group', type: 'array' },
    { name: 'serviceaccount', type: 'array' },
    { name: 'user', type: 'array' },
  ],
  run,
};

const RBAC = 'rbac.authorization.k8s.io';

async function run(context: CommandContext): Promise<number> {
  announcedDryRun(context);
  const targets = await setTargets(context, context.args);
  checkSetFlags(context);
  const subjects = subjectsOf(context, targets);
  await changeAll(context, targets, {
    outcome: 'subjects updated',
    refused: 'failed to patch subjects to rolebinding: ',
    unchanged: 'passed over',
    apply: (object) => withSubjects(object, subjects),
  });
  return 0;
}

function subjectsOf({ flags, namespace }: CommandContext, targets: readonly Target[]): readonly RbacV1Subject[] {
  const [users, groups, accounts] = ['user', 'group', 'serviceaccount'].map((name) =>
    [...new Set(flags.list(name))].sort(),
  );
  if ([users, groups, accounts].every((names) => names?.length === 0)) {
    throw new PlainError('you must specify at least one value of user, group or serviceaccount');
  }
  for (const account of flags.list('serviceaccount')) checkAccount(account, targets);
  return [
    ...(users ?? []).map((name) => ({ apiGroup: RBAC, kind: 'User', name })),
    ...(groups ?? []).map((name) => ({ apiGroup: RBAC, kind: 'Group', name })),
    ...(accounts ?? []).map((account) => {
      const [of = '', name = ''] = account.split(':');
      return { kind: 'ServiceAccount', name, namespace: of === '' ? namespace : of };
    }),
  ];
}

function checkAccount(account: string, targets: readonly Target[]): void {
  const [namespace = '', name = '', ...more] = account.split(':');
  if (name === '' || more.length > 0) throw new PlainError('serviceaccount must be <namespace>:<name>');
  if (namespace === '' && targets.some(({ resource }) => resource.kind === 'ClusterRoleBinding')) {
    throw new PlainError('serviceaccount must be <namespace>:<name>, namespace must be specified');
  }
}

/** The binding with the subjects it lacks; undefined when it has them all. Throws PlainError for other kinds. */
function withSubjects(object: KubeObject, subjects: readonly RbacV1Subject[]): KubeObject | undefined {
  if (object.kind !== 'RoleBinding' && object.kind !== 'ClusterRoleBinding') {
    throw new PlainError('setting subjects is only supported for RoleBinding/ClusterRoleBinding');
  }
  const binding = object as RoleBinding;
  const present = binding.subjects ?? [];
  const missing = subjects.filter((subject) => !present.some((one) => isSame(one, subject)));
  const after: RoleBinding = { ...binding, subjects: [...present, ...missing] };
  return missing.length === 0 ? undefined : after;
}

const isSame = (a: RbacV1Subject, b: RbacV1Subject): boolean =>
  a.kind === b.kind &&
  a.name === b.name &&
  (a.namespace ?? '') === (b.namespace ?? '') &&
  (a.apiGroup ?? '') === (b.apiGroup ?? '');
