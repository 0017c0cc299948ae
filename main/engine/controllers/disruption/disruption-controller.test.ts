import { expect, it } from 'vitest';
import { replicationController } from '../replication/replication-controller.ts';
import { World } from '../testing/world.ts';
import { disruptionController } from './disruption-controller.ts';

const workload = `
apiVersion: v1
kind: ReplicationController
metadata: {name: web}
spec:
  replicas: 4
  selector: {app: web}
  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: main, image: nginx}]}}
`;
const budget = (rule: string) => `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: b}
spec: {${rule}, selector: {matchLabels: {app: web}}}
`;

function running(rule: string, ready = 4): World {
  const world = new World([replicationController, disruptionController]);
  world.addNode('worker232');
  world.start();
  world.apply(workload);
  world.apply(budget(rule));
  world.run(0.2);
  for (const [i, { metadata }] of world.all('pods').entries()) {
    world.bind(`default/${metadata?.name ?? ''}`, 'worker232');
    world.runPod(`default/${metadata?.name ?? ''}`, i < ready, `10.100.1.${String(i)}`);
  }
  return world.run(0.2);
}

const status = (world: World) => world.get('poddisruptionbudgets', 'default/b')?.status;

it('counts healthy Pods against numbers and percentages', () => {
  expect(status(running('minAvailable: 3'))).toMatchObject({
    currentHealthy: 4,
    desiredHealthy: 3,
    expectedPods: 4,
    disruptionsAllowed: 1,
    observedGeneration: 1,
    conditions: [{ type: 'DisruptionAllowed', status: 'True', reason: 'SufficientPods' }],
  });
  expect(status(running('minAvailable: 60%', 3))).toMatchObject({ desiredHealthy: 3, disruptionsAllowed: 0 });
  expect(status(running('maxUnavailable: 50%'))).toMatchObject({ desiredHealthy: 2, disruptionsAllowed: 2 });
});

it('forgets an eviction that has not come true after two minutes', () => {
  const world = running('minAvailable: 3');
  const present = world.get('poddisruptionbudgets', 'default/b')!;
  const [pod] = world.all('pods');
  const disruptedPods = { [pod?.metadata?.name ?? '']: pod?.metadata?.creationTimestamp ?? '' };
  const spent = { ...present, status: { ...present.status, disruptionsAllowed: 0, disruptedPods } };
  world.server.update('poddisruptionbudgets', spent, { actor: 'person', subresource: 'status' });
  world.run(1);
  expect(status(world)).toMatchObject({ currentHealthy: 3, disruptionsAllowed: 0 });
  const restored = new World([replicationController, disruptionController], world.save());
  for (const either of [world, restored]) {
    either.run(121);
    expect(status(either)).toMatchObject({ currentHealthy: 4, disruptionsAllowed: 1 });
  }
  expect(restored.save()).toEqual(world.save());
});

it('complains of Pods that nobody controls and of budgets without Pods', () => {
  const world = new World([disruptionController]).start();
  world.apply(budget('maxUnavailable: 1'));
  world.run(0.1);
  expect(world.events('b')).toEqual(['NoPods: No matching pods found']);
  world.apply(
    '{apiVersion: v1, kind: Pod, metadata: {name: p, labels: {app: web}}, spec: {containers: [{name: m, image: i}]}}',
  );
  world.run(0.1);
  expect(world.events('b').at(-1)).toContain(
    'UnmanagedPods: Pods selected by this PodDisruptionBudget ' +
      '(selector: &LabelSelector{MatchLabels:map[string]string{app: web,},MatchExpressions:[]LabelSelectorRequirement{},})',
  );
  expect(status(world)).toMatchObject({ expectedPods: 0, disruptionsAllowed: 0 });
});

it('warns of Pods of several budgets', () => {
  const world = new World([disruptionController]).start();
  world.apply(budget('maxUnavailable: 1'));
  world.apply(budget('minAvailable: 1').replace('name: b', 'name: a'));
  world.apply(
    '{apiVersion: v1, kind: Pod, metadata: {name: p, labels: {app: web}}, spec: {containers: [{name: m, image: i}]}}',
  );
  world.run(0.1);
  expect(world.events('p')).toEqual([
    'MultiplePodDisruptionBudgets: Pod "default"/"p" matches multiple PodDisruptionBudgets.  Chose "a" arbitrarily.',
  ]);
});

it('counts a Deployment once, whatever ReplicaSets it has, and a ReplicaSet whose Deployment is gone for itself', () => {
  const world = new World([disruptionController]).start();
  const template = '{metadata: {labels: {app: web}}, spec: {containers: [{name: main, image: nginx}]}}';
  world.apply(`
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {replicas: 4, selector: {matchLabels: {app: web}}, template: ${template}}`);
  const owner = (kind: string, name: string, uid = '') =>
    `ownerReferences: [{apiVersion: apps/v1, kind: ${kind}, name: ${name}, uid: "${uid}", controller: true}]`;
  const deployment = world.get('deployments', 'default/web')?.metadata?.uid;
  for (const [name, replicas, uid] of [
    ['old', 1, deployment],
    ['new', 3, deployment],
    ['lost', 2, 'gone'],
  ] as const) {
    world.apply(`
apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: ${name}, ${owner('Deployment', 'web', uid)}}
spec: {replicas: ${String(replicas)}, selector: {matchLabels: {app: web}}, template: ${template}}`);
    const set = world.get('replicasets', `default/${name}`)?.metadata?.uid;
    world.apply(`
apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: {app: web}, ${owner('ReplicaSet', name, set)}}
spec: {containers: [{name: m, image: i}]}`);
  }
  world.apply(budget('maxUnavailable: 1'));
  world.run(0.1);
  expect(status(world)).toMatchObject({ expectedPods: 6, desiredHealthy: 5 });
});
