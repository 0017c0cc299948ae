import { expect, test } from 'vitest';
import { runningCluster } from '../../../engine/testing/clusters.ts';
import { runKubectl } from '../../testing/run-kubectl.ts';
import { TestClient } from '../../testing/test-client.ts';

const client = new TestClient(runningCluster(1, 'oracle'));

/** A person with a kubeconfig of their own. */
function person(): (line: string) => ReturnType<typeof runKubectl> {
  const files = new Map<string, string>();
  return (line) => runKubectl(client, `config ${line}`, { files, env: { HOME: '/home/ann' } });
}

test('a cluster, a user and a context are made and taken away', async () => {
  const config = person();
  expect((await config('set-cluster dev --server=https://192.0.2.7:6443')).out).toBe('Cluster "dev" set.\n');
  expect((await config('set-credentials bob --token=abc')).out).toBe('User "bob" set.\n');
  expect((await config('set-context dev --cluster=dev --user=bob')).out).toBe('Context "dev" created.\n');
  expect((await config('set contexts.dev.namespace prod')).out).toBe('Property "contexts.dev.namespace" set.\n');
  expect((await config('get-contexts dev')).out).toMatch(/\n +dev +dev +bob +prod\n$/);
  expect((await config('view')).out).toMatch(
    /^apiVersion: v1\nclusters:\n- cluster:\n {4}server: https:\/\/192\.0\.2\.7:6443\n {2}name: dev\n/,
  );
  expect((await config('unset contexts.dev.namespace')).out).toBe('Property "contexts.dev.namespace" unset.\n');
  expect((await config('delete-cluster dev')).out).toBe('deleted cluster dev from /home/ann/.kube/config\n');
  expect((await config('delete-user bob')).out).toBe('deleted user bob from /home/ann/.kube/config\n');
  expect((await config('get-clusters')).out).not.toContain('dev');
});

test.each([
  ['delete-cluster none', 'error: cannot delete cluster none, not in /home/ann/.kube/config\n'],
  ['get-contexts none', 'error: context none not found\n'],
  ['use-context', 'error: Unexpected args: []\n'],
  ['set-context', 'error: you must specify a non-empty context name or --current\n'],
  ['set-context x --current', 'error: you cannot specify both a context name and --current\n'],
  ['set clusters.dev x', "error: can't set a map to a value: map[]\n"],
  ['unset users.none.token', 'error: current map key `none` is invalid\n'],
])('config %s is refused', async (line, message) => {
  expect(await person()(line)).toMatchObject({ exit: 1, err: message });
});
