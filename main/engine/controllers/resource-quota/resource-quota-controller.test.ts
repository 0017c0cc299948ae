import { expect, it } from 'vitest';
import { World } from '../testing/world.ts';
import { resourceQuotaController } from './resource-quota-controller.ts';

const quota = `
apiVersion: v1
kind: ResourceQuota
metadata: {name: q}
spec: {hard: {pods: 2, requests.cpu: 300m, services.nodeports: 1, count/configmaps: 5, count/crontabs.example.com: 1}}
`;
const pod = (name: string) => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec: {containers: [{name: main, image: nginx, resources: {requests: {cpu: 100m}}}]}
`;
const definition = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: crontabs.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: crontabs, kind: CronTab}
  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]
`;
const used = (world: World) => world.get('resourcequotas', 'default/q')?.status?.used;

it('counts what is there, and again what becomes free', () => {
  const world = new World([resourceQuotaController]).start();
  world.apply(pod('a'));
  world.apply(quota);
  world.run(0.1);
  const status = world.get('resourcequotas', 'default/q')?.status;
  expect(status?.hard).toMatchObject({ pods: '2', 'requests.cpu': '300m' });
  expect(status?.used).toEqual({
    pods: '1',
    'count/configmaps': '0',
    'requests.cpu': '100m',
    'services.nodeports': '0',
  });
  world.apply(pod('b'));
  expect(used(world)).toMatchObject({ pods: '2', 'requests.cpu': '200m' });
  world.server.delete('pods', 'default', 'a', { actor: 'person', gracePeriodSeconds: 0 });
  world.run(0.1);
  expect(used(world)).toMatchObject({ pods: '1', 'requests.cpu': '100m' });
});

it('leaves out Pods that have ended and those that are not in its scopes', () => {
  const world = new World([resourceQuotaController]).start();
  world.apply(pod('a'));
  world.apply(quota);
  world.apply(
    '{apiVersion: v1, kind: ResourceQuota, metadata: {name: best}, spec: {hard: {pods: 2}, scopes: [BestEffort]}}',
  );
  world.run(0.1);
  expect(world.get('resourcequotas', 'default/best')?.status?.used).toEqual({ pods: '0' });
  const present = world.get('pods', 'default/a')!;
  const ended = { ...present, status: { ...present.status, phase: 'Succeeded' } };
  world.server.update('pods', ended, { actor: 'kubelet', subresource: 'status' });
  world.run(0.1);
  expect(used(world)).toMatchObject({ pods: '0', 'requests.cpu': '0' });
});

it('leaves out a Pod that is there still when its grace is over twice', () => {
  const world = new World([resourceQuotaController]).start();
  world.addNode('n1');
  world.apply(pod('a'));
  world.bind('default/a', 'n1');
  world.apply(quota);
  world.server.delete('pods', 'default', 'a', { actor: 'person', gracePeriodSeconds: 200 });
  world.run(299);
  expect(used(world)).toMatchObject({ pods: '1' });
  world.run(310);
  expect(used(world)).toMatchObject({ pods: '0', 'requests.cpu': '0' });
});

it('counts custom resources', () => {
  const world = new World([resourceQuotaController]).start();
  world.apply(definition);
  world.run(0.1);
  const table = world.server.tableOf(world.server.kindOf('crontabs')!);
  world.server.create(table, { metadata: { name: 'c', namespace: 'default' } }, { actor: 'person' });
  world.apply(quota);
  world.run(0.1);
  expect(used(world)?.['count/crontabs.example.com']).toBe('1');
  world.server.delete(table, 'default', 'c', { actor: 'person' });
  const restored = new World([resourceQuotaController], world.save());
  for (const either of [world, restored]) {
    either.run(0.1);
    expect(used(either)?.['count/crontabs.example.com']).toBe('0');
  }
  expect(restored.save()).toEqual(world.save());
});
