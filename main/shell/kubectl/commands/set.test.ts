import { beforeAll, expect, test } from 'vitest';
import { apply, runningCluster } from '../../../engine/testing/clusters.ts';
import { runKubectl } from '../../testing/run-kubectl.ts';
import { TestClient } from '../../testing/test-client.ts';

const cluster = runningCluster(1, 'oracle');
const client = new TestClient(cluster);
const run = (line: string, stdin = '') => runKubectl(client, line, { stdin });
const out = async (line: string) => (await run(line)).out;
const failure = async (line: string) => {
  const { exit, err } = await run(line);
  expect(exit).toBe(1);
  return err;
};
const ENV = 'get deploy kiosk -o jsonpath={.spec.template.spec.containers[0].env}';

beforeAll(() => {
  apply(
    cluster,
    `
apiVersion: apps/v1
kind: Deployment
metadata: {name: kiosk}
spec:
  replicas: 0
  selector: {matchLabels: {sells: news}}
  template:
    metadata: {labels: {sells: news}}
    spec: {containers: [{name: counter, image: 'nginx:1.27'}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: prices}
data: {post.card: '1', stamp: '2'}
---
apiVersion: v1
kind: Service
metadata: {name: kiosk}
spec: {ports: [{port: 80}]}
`,
  );
});

test('variables are set, replaced, listed and removed', async () => {
  expect(await out('set env deploy/kiosk A=1 B=2')).toBe('deployment.apps/kiosk env updated\n');
  expect(await out('set env deploy/kiosk A=1')).toBe('');
  expect(await failure('set env deploy/kiosk B=3 --overwrite=false')).toBe(
    "error: deployments/kiosk 'B' already has a value (2), and --overwrite is false\n",
  );
  expect(await run('set env deploy/kiosk - A-', 'C=3# three\nnothing\n')).toMatchObject({ exit: 0 });
  expect(await out(ENV)).toBe('[{"name":"B","value":"2"},{"name":"C","value":"3"}]');
  expect(await out('set env deploy --all --list')).toBe('# Deployment kiosk, container counter\nB=2\nC=3\n');
  expect(await out('set env deploy/kiosk B- C-')).toBe('deployment.apps/kiosk env updated\n');
});

test('variables come from the keys of a ConfigMap', async () => {
  expect(await run('set env deploy/kiosk --from=cm/prices --prefix=P_ --keys=post.card')).toEqual({
    exit: 0,
    out: 'deployment.apps/kiosk env updated\n',
    err: 'Warning: key post.card transferred to POST_CARD\n',
  });
  expect(await out('set env deploy/kiosk --list')).toContain('# P_POST_CARD from configmap prices, key post.card\n');
  expect(await out('set env deploy/kiosk --list --resolve')).toContain('P_POST_CARD=1\n');
});

test.each([
  ['set env', 'error: one or more resources must be specified as <resource> <name> or <resource>/<name>\n'],
  ['set env A=1 deploy', 'error: all resources must be specified before environment changes: A=1 deploy\n'],
  ['set env deploy/kiosk A=1 A-', 'can not both modify and remove the same environment variable in the same command'],
  ['set env deploy/kiosk 1A=1', 'error: "1A" is not a valid key name: a valid environment variable name must consist'],
  ['set env deploy/kiosk --keys=a A=1', 'a configmap or secret must be provided with --from'],
  ['set env deploy/kiosk --from=deploy/kiosk', 'error: unsupported resource specified in --from\n'],
  ['set resources deploy kiosk --limits=cpu=lots', 'error: quantities must match the regular expression'],
  ['set resources deploy kiosk -c door --limits=cpu=1', 'error: unable to find container named door\n'],
  ['set selector deploy kiosk a=b', 'error: setting a selector is only supported for Services\n'],
  ['set subject svc kiosk --user=ann', 'setting subjects is only supported for RoleBinding/ClusterRoleBinding'],
  ['set subject', 'error: You must provide one or more resources by argument or filename.'],
])('%s is refused', async (line, message) => {
  expect(await failure(line)).toContain(message);
});

test('amounts are written as the API writes them', async () => {
  await run('set resources deploy kiosk --limits=cpu=1000m');
  expect(await out('get deploy kiosk -o jsonpath={..limits}')).toBe('{"cpu":"1"}');
  expect(await run('set resources deploy kiosk --limits=cpu=1')).toEqual({ exit: 0, out: '', err: '' });
});

test('a Service gets another selector, a binding more subjects', async () => {
  expect(await out('set selector svc kiosk sells=news')).toBe('service/kiosk selector updated\n');
  expect(await out('get svc kiosk -o jsonpath={.spec.selector}')).toBe('{"sells":"news"}');
  await run('create rolebinding readers --clusterrole=view --user=bob');
  const add = 'set subject rolebinding readers --user=ann --user=bob --serviceaccount=:robot';
  expect(await out(add)).toBe('rolebinding.rbac.authorization.k8s.io/readers subjects updated\n');
  expect(await out('get rolebinding readers -o jsonpath={.subjects[*].name}')).toBe('bob ann robot');
  expect(await out(add)).toBe('');
});
