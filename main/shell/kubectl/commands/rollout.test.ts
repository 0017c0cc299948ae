import { beforeAll, expect, test } from 'vitest';
import { apply, runFor, runningCluster } from '../../../engine/testing/clusters.ts';
import { runKubectl } from '../../testing/run-kubectl.ts';
import { TestClient } from '../../testing/test-client.ts';

const cluster = runningCluster(1, 'oracle');
const client = new TestClient(cluster);
const run = (line: string, files?: Map<string, string>) => runKubectl(client, line, files ? { files } : {});
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
kind: Deployment
metadata: {name: bakery}
spec:
  replicas: 2
  selector: {matchLabels: {sells: bread}}
  template:
    metadata: {labels: {sells: bread}}
    spec: {containers: [{name: oven, image: 'nginx:1.27'}, {name: till, image: 'nginx:1.27'}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: recipes}
`,
  );
  runFor(cluster, 20);
});

test('a rollout is begun, told of, and undone', async () => {
  expect(await failure('rollout undo deploy/bakery')).toBe('error: no rollout history found for deployment "bakery"\n');
  expect(await run('set image deploy bakery oven=nginx:1.26 --dry-run=client')).toMatchObject({
    exit: 0,
    out: 'deployment.apps/bakery image updated (dry run)\n',
  });
  expect(await out('set image deploy bakery oven=nginx:1.26')).toBe('deployment.apps/bakery image updated\n');
  expect(await out('set image deploy bakery oven=nginx:1.26')).toBe('');
  expect(await out('rollout status deploy/bakery')).toMatch(/deployment "bakery" successfully rolled out\n$/);
  expect(await out('rollout history deploy/bakery')).toBe(
    'deployment.apps/bakery \nREVISION  CHANGE-CAUSE\n1         <none>\n2         <none>\n\n',
  );
  expect(await out('rollout history deploy/bakery --revision=1')).toContain(
    'deployment.apps/bakery with revision #1\nPod Template:\n  Labels:\tpod-template-hash=',
  );
  expect(await failure('rollout history deploy/bakery --revision=9')).toBe(
    'error: unable to find the specified revision\n',
  );
  expect(await failure('rollout undo deploy/bakery --to-revision=9')).toBe(
    'error: unable to find specified revision 9 in history\n',
  );
  expect(await out('rollout undo deploy/bakery --to-revision=2')).toBe(
    'deployment.apps/bakery skipped rollback (current template already matches revision 2)\n',
  );
  expect(await out('rollout undo deploy/bakery')).toBe('deployment.apps/bakery rolled back\n');
  expect(await out('get deploy bakery -o jsonpath={.spec.template.spec.containers[*].image}')).toBe(
    'nginx:1.27 nginx:1.27',
  );
});

test('rollouts are paused, resumed and begun again', async () => {
  expect(await out('rollout pause deploy bakery')).toBe('deployment.apps/bakery paused\n');
  expect(await failure('rollout pause deploy bakery')).toBe('error: deployments.apps "bakery" is already paused\n');
  expect(await failure('rollout restart deploy bakery')).toBe(
    'error: deployments.apps "bakery" can\'t restart paused deployment (run rollout resume first)\n',
  );
  expect(await out('rollout resume deploy bakery')).toBe('deployment.apps/bakery resumed\n');
  expect(await out('rollout restart deploy bakery')).toBe('deployment.apps/bakery restarted\n');
  expect(await failure('rollout resume cm recipes')).toBe('error: configmaps "recipes" resuming is not supported\n');
  expect(await failure('rollout status cm recipes')).toBe(
    'error: no status viewer has been implemented for ConfigMap\n',
  );
  expect(await failure('rollout status')).toBe('error: required resource not specified\n');
});

test('set changes what Pods are like', async () => {
  expect(await failure('set image deploy bakery door=nginx:1.26')).toBe(
    'error: unable to find container named "door"\n',
  );
  expect(await failure('set image cm recipes oven=nginx:1.26')).toBe(
    'error: configmaps/recipes the object is not a pod or does not have a pod template: *v1.ConfigMap\n',
  );
  expect(await failure('set image deploy bakery')).toBe('error: at least one image update is required\n');
  expect(await out('set resources deploy bakery -c till --limits=cpu=200m --requests=memory=8Mi')).toBe(
    'deployment.apps/bakery resource requirements updated\n',
  );
  expect(await out('get deploy bakery -o jsonpath={.spec.template.spec.containers[*].resources}')).toBe(
    '{} {"limits":{"cpu":"200m"},"requests":{"memory":"8Mi"}}',
  );
  expect(await out('set sa deploy bakery baker')).toBe('deployment.apps/bakery serviceaccount updated\n');
});

test('autoscale makes an autoscaler', async () => {
  expect(await out('autoscale deploy bakery --max=4 --min=2 --cpu=70%')).toBe(
    'horizontalpodautoscaler.autoscaling/bakery autoscaled\n',
  );
  expect(await out('get hpa bakery -o jsonpath={.spec.metrics[0].resource.target}')).toBe(
    '{"averageUtilization":70,"type":"Utilization"}',
  );
  expect(await failure('autoscale deploy bakery --max=0')).toBe(
    'error: --max=MAXPODS is required and must be at least 1, max: 0\n',
  );
  expect(await failure('autoscale cm recipes --max=3')).toBe(
    'error: cannot autoscale a ConfigMap: could not find scale subresource for /v1, Resource=configmaps in discovery information\n',
  );
});
