import { expect, it } from 'vitest';
import { World } from '../testing/world.ts';
import { customResourceDefinitionController } from '../custom-resource-definition/definition-controller.ts';
import { POOLS } from './address-pools.ts';
import { serviceLbController } from './service-lb-controller.ts';

const service = (name: string, type = 'LoadBalancer') =>
  `{apiVersion: v1, kind: Service, metadata: {name: ${name}}, spec: {type: ${type}, selector: {app: web}, ports: [{port: 80}]}}`;
const addressOf = (world: World, name: string) =>
  world.get('services', `default/${name}`)?.status?.loadBalancer?.ingress?.[0]?.ip;

function started(...loadBalancerIps: string[]): World {
  const world = new World([serviceLbController, customResourceDefinitionController]);
  world.server.settings = { ...world.server.settings, loadBalancerIps };
  return world.start();
}

it('leaves Services pending where there is nobody to balance', () => {
  const world = started();
  world.apply(service('a'));
  world.run(1);
  expect(addressOf(world, 'a')).toBeUndefined();
  expect(world.events('a')).toEqual([]);
});

it('hands out the addresses of its pool, and takes them back', () => {
  const world = started('10.0.0.240', '10.0.0.241');
  for (const name of ['a', 'b', 'c']) {
    world.apply(service(name));
    world.run(0.1);
  }
  expect(['a', 'b', 'c'].map((name) => addressOf(world, name))).toEqual(['10.0.0.240', '10.0.0.241', undefined]);
  expect(world.events('a')).toEqual([
    'EnsuringLoadBalancer: Ensuring load balancer',
    'EnsuredLoadBalancer: Ensured load balancer',
  ]);
  expect(world.events('c')).toContain(
    'SyncLoadBalancerFailed: Error syncing load balancer: failed to ensure load balancer: no address is left',
  );
  world.server.delete('services', 'default', 'b', { actor: 'person' });
  world.run(1);
  expect(world.get('services', 'default/b')).toBeUndefined();
  expect(addressOf(world, 'c')).toBe('10.0.0.241');
});

const definition = `{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: ipaddresspools.metallb.io},
  spec: {group: metallb.io, scope: Namespaced, names: {plural: ipaddresspools, singular: ipaddresspool, kind: IPAddressPool},
    versions: [{name: v1beta1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}]}}`;

function addPool({ server }: World, name: string, spec: { addresses: string[]; autoAssign?: boolean }): void {
  const kind = server.kindOf(POOLS);
  if (!kind) throw new Error('there are no pools');
  const pool = {
    apiVersion: 'metallb.io/v1beta1',
    kind: 'IPAddressPool',
    metadata: { namespace: 'default', name },
    spec,
  };
  const made = server.create(server.tableOf(kind), pool, { actor: 'person' });
  if (!made.ok) throw new Error(made.status.message);
}

it('hands out the addresses of pools that somebody has applied, also to Services that wait', () => {
  const world = started();
  world.apply(definition);
  world.run(1);
  world.apply(service('a'));
  world.run(1);
  expect(addressOf(world, 'a')).toBeUndefined();
  addPool(world, 'kept', { addresses: ['10.0.0.200/32'], autoAssign: false });
  addPool(world, 'lan', { addresses: ['10.0.0.240-10.0.0.241', 'nonsense'] });
  world.run(1);
  world.apply(service('b'));
  world.apply(service('c'));
  world.run(1);
  expect(['a', 'b', 'c'].map((name) => addressOf(world, name))).toEqual(['10.0.0.240', '10.0.0.241', undefined]);
});
