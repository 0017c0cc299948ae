import { beforeAll, expect, test } from 'vitest';
import { apply, runFor, runningCluster } from '../../../engine/testing/clusters.ts';
import { runKubectl } from '../../testing/run-kubectl.ts';
import { TestClient } from '../../testing/test-client.ts';

const cluster = runningCluster(1, 'oracle');
const client = new TestClient(cluster, {});
const run = async (line: string) => await runKubectl(client, line, {});

const pod = (name: string, namespace: string, metadata: string, containers: string) => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: ${namespace}, ${metadata}}
spec: {containers: [${containers}]}
`;
const usage = (cpu: string, memory: string) =>
  `annotations: {usage.kubarium.dev/cpu: ${cpu}, usage.kubarium.dev/memory: ${memory}}`;

beforeAll(async () => {
  expect(await run('top pods')).toMatchObject({ err: 'error: Metrics API not available\n', exit: 1 });
  const main = "{name: main, image: 'nginx:1.27'}";
  apply(cluster, pod('busy', 'default', usage('250m', '64Mi'), main));
  apply(cluster, pod('calm', 'default', usage('5m', '128Mi'), `${main}, {name: side, image: 'nginx:1.27'}`));
  apply(cluster, pod('metrics-server', 'kube-system', 'labels: {k8s-app: metrics-server}', main));
  runFor(cluster, 60);
});

test('Pods by name, by what they use, and container by container', async () => {
  expect((await run('top pods')).out).toBe(
    'NAME   CPU(cores)   MEMORY(bytes)   \nbusy   250m         64Mi            \ncalm   10m          256Mi           \n',
  );
  expect((await run('top pods --sort-by=memory --no-headers')).out).toBe(
    'calm   10m    256Mi   \nbusy   250m   64Mi    \n',
  );
  expect((await run('top pod calm --containers')).out).toBe(
    'POD    NAME   CPU(cores)   MEMORY(bytes)   \ncalm   main   5m           128Mi           \ncalm   side   5m           128Mi           \n',
  );
  expect((await run('top pods --sum')).out.split('\n').slice(3)).toEqual([
    '       ________     ________        ',
    '       260m         320Mi           ',
    '',
  ]);
  expect((await run('top pods --field-selector=metadata.name=busy --no-headers')).out).toBe('busy   250m   64Mi   \n');
});

test('nodes, with the share of what they have', async () => {
  const { out } = await run('top nodes');
  const [header, ...rows] = out.trimEnd().split('\n');
  expect(header).toMatch(/^NAME +CPU\(cores\) {3}CPU\(%\) {3}MEMORY\(bytes\) {3}MEMORY\(%\) {3}$/);
  for (const row of rows) expect(row).toMatch(/^\S+ +\d+m +\d+% +\d+Mi +\d+%/);
  const [name = ''] = rows[0]?.split(' ') ?? [];
  expect((await run(`top node ${name} --no-headers`)).out).toMatch(new RegExp(`^${name} +\\d+m +\\d+%`));
});

test('what is not there', async () => {
  expect((await run('top pod none')).err).toBe('Error from server (NotFound): pods "none" not found\n');
  expect((await run('top pods -n kube-public')).err).toBe('No resources found in kube-public namespace.\n');
  apply(cluster, pod('young', 'kube-node-lease', 'labels: {a: b}', "{name: main, image: 'nginx:1.27'}"));
  expect((await run('top pods -n kube-node-lease')).err).toBe('error: metrics not available yet\n');
  const asked = await client.impersonate('somebody', []).request({
    verb: 'list',
    resource: 'pods',
    apiVersion: 'metrics.k8s.io/v1beta1',
    namespace: 'default',
  });
  expect(asked).toMatchObject({ status: { code: 403 } });
});

test('the API of the metrics server is found, and its objects are shown', async () => {
  expect((await run('api-versions')).out).toContain('\nmetrics.k8s.io/v1beta1\n');
  expect((await run('api-resources --api-group=metrics.k8s.io -o name')).out).toBe(
    'nodes.metrics.k8s.io\npods.metrics.k8s.io\n',
  );
  expect((await run('get pods.metrics.k8s.io calm')).out).toMatch(
    /^NAME +CPU +MEMORY +WINDOW\ncalm +10m +256Mi +15s\n$/,
  );
});
