import { expect, test } from 'vitest';
import { apply, runFor, runningCluster } from '../../../engine/testing/clusters.ts';
import { runKubectl } from '../../testing/run-kubectl.ts';
import { TestClient } from '../../testing/test-client.ts';

const EVICTION = JSON.stringify({ apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: 'web' } });
const MAP = JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'made' } });

test('create --raw posts one file to a path of the API server', async () => {
  const cluster = runningCluster(1, 'oracle');
  apply(cluster, '{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: web, image: nginx}]}}');
  runFor(cluster, 5);
  const client = new TestClient(cluster);
  const post = (path: string, stdin: string) => runKubectl(client, `create --raw ${path} -f -`, { stdin });
  expect(await post('/api/v1/namespaces/default/pods/web/eviction', EVICTION)).toMatchObject({
    out: '{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Success","code":201}\n',
  });
  expect(
    client
      .printContext()
      .list('pods')
      .find(({ metadata }) => metadata?.name === 'web')?.metadata,
  ).toHaveProperty('deletionTimestamp');
  expect((await post('/api/v1/namespaces/default/configmaps', MAP)).out).toContain('"name":"made"');
  expect((await post('/api/v1/namespaces/default/nosuch', MAP)).err).toContain(
    'the server could not find the requested resource',
  );
  expect((await post('/api/v1/namespaces', '{"a":')).err).toBe(
    `Error from server (BadRequest): the object provided is unrecognized (must be of type Namespace): couldn't get version/kind; json parse error: unexpected end of JSON input ({"a":)\n`,
  );
  const two = await runKubectl(client, 'create --raw /api/v1/namespaces -f a -f b');
  expect(two.err).toBe('error: --raw can only use a single local file or stdin\n');
});

test('replace --raw puts and delete --raw deletes what stands at a path', async () => {
  const client = new TestClient(runningCluster(1, 'oracle'));
  const path = '/api/v1/namespaces/default/configmaps';
  await runKubectl(client, `create --raw ${path} -f -`, { stdin: MAP });
  const stdin = MAP.replace('}}', '},"data":{"a":"b"}}');
  expect((await runKubectl(client, `replace --raw ${path}/made -f -`, { stdin })).out).toContain('"data":{"a":"b"}');
  expect((await runKubectl(client, 'get cm made -o jsonpath={.data.a}')).out).toBe('b');
  expect((await runKubectl(client, `delete --raw ${path}/made`)).exit).toBe(0);
  expect((await runKubectl(client, `get --raw ${path}/made`)).err).toBe(
    'Error from server (NotFound): configmaps "made" not found\n',
  );
});
