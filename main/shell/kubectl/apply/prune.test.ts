import { beforeEach, expect, test } from 'vitest';
import { runningCluster } from '../../../engine/testing/clusters.ts';
import { runKubectl } from '../../testing/run-kubectl.ts';
import { TestClient } from '../../testing/test-client.ts';

let client: TestClient;
const applyMaps = (flags: string, ...names: readonly string[]) => {
  const texts = names.map((name) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, labels: {app: x}}\n`);
  return runKubectl(client, `apply -f - ${flags}`, { stdin: texts.join('---\n') });
};

beforeEach(async () => {
  client = new TestClient(runningCluster(1, 'oracle'));
  await applyMaps('', 'one', 'two');
});

test('apply --prune deletes what was applied and is in the files no more', async () => {
  await runKubectl(client, 'create configmap mine');
  await runKubectl(client, 'label configmap mine app=x');
  const { out, err } = await applyMaps('--prune -l app=x', 'one');
  expect(out).toBe('configmap/one unchanged\nconfigmap/two pruned\n');
  expect(err).toContain('prune.go:71] Deprecated: kubectl apply will no longer prune non-namespaced resources');
  expect((await runKubectl(client, 'get cm -o name -l app=x')).out).toBe('configmap/mine\nconfigmap/one\n');
});

test('an allow list limits it to kinds, and a dry run to words', async () => {
  const flags = '--prune --all --prune-allowlist=core/v1/';
  expect((await applyMaps(`${flags}Secret`, 'one')).out).toBe('configmap/one unchanged\n');
  expect(await applyMaps(`${flags}ConfigMap --dry-run=server`, 'one')).toMatchObject({
    out: 'configmap/one unchanged (server dry run)\nconfigmap/two pruned (server dry run)\n',
    err: '',
  });
  expect((await runKubectl(client, 'get cm two -o name')).out).toBe('configmap/two\n');
});

test.each([
  ['--prune', 'error: all resources selected for prune without explicitly passing --all.'],
  ['--prune --all --force', 'error: --force cannot be used with --prune\n'],
  ['--prune --all --server-side', "error: --prune is in alpha and doesn't currently work on objects created by"],
  [
    '--prune --all --prune-allowlist=bad',
    'error: invalid GroupVersionKind format: bad, please follow <group/version/kind>\n',
  ],
])('apply %s is refused', async (flags, message) => {
  expect((await applyMaps(flags, 'one')).err).toContain(message);
});
