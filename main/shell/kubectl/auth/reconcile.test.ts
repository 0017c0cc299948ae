import { expect, test } from 'vitest';
import { runningCluster } from '../../../engine/testing/clusters.ts';
import { runKubectl } from '../../testing/run-kubectl.ts';
import { TestClient } from '../../testing/test-client.ts';

const client = new TestClient(runningCluster(1, 'oracle'));
const RBAC = 'apiVersion: rbac.authorization.k8s.io/v1';
const role = (rules: string) => `${RBAC}\nkind: Role\nmetadata: {name: reader, namespace: default}\nrules: ${rules}\n`;
const binding = (subjects: string, name = 'reader') =>
  `${RBAC}\nkind: RoleBinding\nmetadata: {name: readers, namespace: default}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: ${name}}\nsubjects: [${subjects}]\n`;
const user = (name: string) => `{kind: User, name: ${name}, apiGroup: rbac.authorization.k8s.io}`;
const reconcile = (stdin: string, flags = '') => runKubectl(client, `auth reconcile -f - ${flags}`, { stdin });
const NAME = 'role.rbac.authorization.k8s.io/reader reconciled\n';

test('a Role gets the permissions that it lacks, and loses others only when it is told to', async () => {
  expect(await reconcile(role('[{apiGroups: [""], resources: [pods], verbs: [get, list]}]'))).toEqual({
    exit: 0,
    out: NAME,
    err: '\treconciliation required create\n\tmissing rules added:\n\t\t{Verbs:[get list] APIGroups:[] Resources:[pods] ResourceNames:[] NonResourceURLs:[]}\n',
  });
  const wanted = role('[{apiGroups: [""], resources: [pods], verbs: [get, watch]}]');
  const added = '{Verbs:[watch] APIGroups:[] Resources:[pods] ResourceNames:[] NonResourceURLs:[]}';
  expect(await reconcile(wanted)).toMatchObject({
    out: NAME,
    err: `\treconciliation required update\n\tmissing rules added:\n\t\t${added}\n`,
  });
  expect((await reconcile(wanted)).err).toBe('');
  expect((await reconcile(wanted, '--remove-extra-permissions')).err).toContain(
    'extra rules removed:\n\t\t{Verbs:[list]',
  );
  const { out } = await runKubectl(client, 'get role reader -o jsonpath={.rules[*].verbs}');
  expect(out).toBe('["get","watch"]');
});

test('a binding gets the subjects that it lacks, and is made anew for another Role', async () => {
  await reconcile(binding(user('ann')));
  const { err } = await reconcile(binding(user('bob')));
  expect(err).toBe(
    '\treconciliation required update\n\tmissing subjects added:\n\t\t{Kind:User APIGroup:rbac.authorization.k8s.io Name:bob Namespace:}\n',
  );
  expect((await reconcile(binding(user('ann'), 'other'))).err).toContain('reconciliation required recreate\n');
  const { out } = await runKubectl(client, 'get rolebinding readers -o jsonpath={.roleRef.name}/{.subjects[*].name}');
  expect(out).toBe('other/ann bob');
});

test('what is no part of it is passed over, and nothing goes where no namespace is named', async () => {
  expect(await reconcile('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n')).toEqual({
    exit: 0,
    out: '',
    err: '',
  });
  const nowhere = role('[]').replace(', namespace: default', '');
  expect((await reconcile(nowhere)).err).toBe('error: an empty namespace may not be set during creation\n');
  expect((await runKubectl(client, 'auth reconcile')).err).toBe('error: must specify one of -f and -k\n');
});
