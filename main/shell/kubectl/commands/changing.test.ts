import { beforeAll, expect, test } from 'vitest';
import { apply, runFor, runningCluster } from '../../../engine/testing/clusters.ts';
import { runKubectl } from '../../testing/run-kubectl.ts';
import { TestClient } from '../../testing/test-client.ts';

const cluster = runningCluster(1, 'oracle');
const client = new TestClient(cluster);
const run = (line: string) => runKubectl(client, line);
const out = async (line: string) => (await run(line)).out;
const failure = async (line: string) => {
  const { exit, err } = await run(line);
  expect(exit).toBe(1);
  return err;
};

beforeAll(() => {
  apply(
    cluster,
    `
apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: bees, labels: {makes: honey}}
spec:
  replicas: 1
  selector: {matchLabels: {makes: honey}}
  template:
    metadata: {labels: {makes: honey}}
    spec: {terminationGracePeriodSeconds: 1, containers: [{name: bee, image: 'nginx:1.27'}]}
`,
  );
  runFor(cluster, 20);
});

test('scale changes how many there are', async () => {
  expect(await out('scale rs bees --replicas=2 --current-replicas=1')).toBe('replicaset.apps/bees scaled\n');
  expect(await failure('scale rs bees --replicas=3 --current-replicas=1')).toBe(
    'error: Expected replicas to be 1, was 2\n',
  );
});

test('labels are put on, changed and taken off', async () => {
  expect(await out('label rs bees colour=gold')).toBe('replicaset.apps/bees labeled\n');
  expect(await out('label rs bees colour=gold')).toBe('replicaset.apps/bees not labeled\n');
  expect(await failure('label rs bees colour=red')).toBe(
    "error: 'colour' already has a value (gold), and --overwrite is false\n",
  );
  expect(await out('label rs bees --list')).toBe('colour=gold\nmakes=honey\n');
  expect(await out('label rs bees colour-')).toBe('replicaset.apps/bees unlabeled\n');
});

test('annotations are put on and guarded', async () => {
  expect(await out('annotate rs bees note=busy')).toBe('replicaset.apps/bees annotated\n');
  expect(await failure('annotate rs bees note=idle')).toBe(
    "error: --overwrite is false but found the following declared annotation(s): 'note' already has a value (busy)\n",
  );
});

test('taints are put on and taken off', async () => {
  const node = (await out('get nodes -o jsonpath={.items[0].metadata.name}')).trim();
  expect(await out(`taint node ${node} smoke=thick:PreferNoSchedule`)).toBe(`node/${node} tainted\n`);
  expect(await failure(`taint node ${node} smoke=thin:PreferNoSchedule`)).toContain(
    'already has smoke taint(s) with same effect(s) and --overwrite is false',
  );
  expect(await out(`taint node ${node} smoke-`)).toBe(`node/${node} untainted\n`);
  expect(await failure(`taint node ${node} smoke-`)).toContain('taint "smoke" not found');
});

test('a Node is emptied and used again', async () => {
  const node = await out('get pods -l makes=honey -o jsonpath={.items[0].spec.nodeName}');
  expect(await out(`cordon ${node}`)).toBe(`node/${node} cordoned\n`);
  const drained = await out(`drain ${node} --ignore-daemonsets --force`);
  expect(drained).toMatch(new RegExp(`^node/${node} already cordoned\nevicting pod default/bees-`));
  expect(drained).toMatch(new RegExp(`\nnode/${node} drained\n$`));
  expect(await out(`uncordon ${node}`)).toBe(`node/${node} uncordoned\n`);
});
