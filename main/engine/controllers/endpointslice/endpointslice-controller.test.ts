import { describe, expect, it } from 'vitest';
import { World } from '../testing/world.ts';
import { endpointSliceController } from './endpointslice-controller.ts';

const service = (name: string, more = '') => `
apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]${more}}
`;
const pod = (name: string, port = 80) => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: {app: web}}
spec: {containers: [{name: main, image: nginx, ports: [{name: http, containerPort: ${String(port)}}]}]}
`;
const numbered = (count: number) => Array.from({ length: count }, (_, i) => `p${String(i).padStart(3, '0')}`);

function started(...manifests: string[]): World {
  const world = new World([endpointSliceController]);
  world.addNode('worker232', { labels: { 'topology.kubernetes.io/zone': 'z1' } });
  world.start();
  for (const manifest of manifests) world.apply(manifest);
  return world.run(1);
}

function runPods(world: World, names: readonly string[]): void {
  for (const [i, name] of names.entries()) {
    world.bind(`default/${name}`, 'worker232');
    world.runPod(`default/${name}`, true, `10.100.${String(i >> 8)}.${String(i & 255)}`);
  }
  world.run(1);
}

const slices = (world: World, name = 'web') =>
  world.all('endpointslices').filter(({ metadata }) => metadata?.labels?.['kubernetes.io/service-name'] === name);
const conditions = (world: World, name = 'web') =>
  slices(world, name).flatMap(({ endpoints = [] }) =>
    endpoints.map((endpoint) => [endpoint.targetRef?.name, endpoint.conditions]),
  );

describe('endpointslice controller', () => {
  it('keeps an empty slice for a Service without Pods, and fills that one', () => {
    const world = started(service('web'), pod('a'));
    const [empty] = slices(world);
    expect(empty).toMatchObject({ addressType: 'IPv4', endpoints: null, ports: null });
    expect(empty?.metadata).toMatchObject({
      generateName: 'web-',
      labels: {
        'kubernetes.io/service-name': 'web',
        'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
      },
      ownerReferences: [{ kind: 'Service', name: 'web', controller: true, blockOwnerDeletion: true }],
    });
    runPods(world, ['a']);
    expect(slices(world)).toHaveLength(1);
    expect(slices(world)[0]?.metadata?.name).toBe(empty?.metadata?.name);
    expect(slices(world)[0]).toMatchObject({
      ports: [{ name: '', port: 80, protocol: 'TCP' }],
      endpoints: [
        {
          addresses: ['10.100.0.0'],
          conditions: { ready: true, serving: true, terminating: false },
          nodeName: 'worker232',
          zone: 'z1',
          targetRef: { kind: 'Pod', namespace: 'default', name: 'a' },
        },
      ],
    });
  });

  it('tells ready, serving and terminating apart', () => {
    const world = started(service('web'), service('all', ', publishNotReadyAddresses: true'), pod('a'), pod('b'));
    runPods(world, ['a', 'b']);
    world.server.delete('pods', 'default', 'a', { actor: 'person' });
    world.runPod('default/b', false, '10.100.0.1');
    world.run(0.02);
    expect(conditions(world)).toEqual([
      ['a', { ready: false, serving: true, terminating: true }],
      ['b', { ready: false, serving: false, terminating: false }],
    ]);
    expect(conditions(world, 'all')).toEqual([
      ['a', { ready: true, serving: true, terminating: true }],
      ['b', { ready: true, serving: false, terminating: false }],
    ]);
  });

  it('hints at near endpoints where the Service prefers them', () => {
    const near = (name: string) =>
      service(name, `, trafficDistribution: ${name === 'zone' ? 'PreferClose' : 'PreferSameNode'}`);
    const world = started(near('zone'), near('node'), pod('a'));
    runPods(world, ['a']);
    expect(slices(world, 'zone')[0]?.endpoints?.[0]?.hints).toEqual({ forZones: [{ name: 'z1' }] });
    expect(slices(world, 'node')[0]?.endpoints?.[0]?.hints).toEqual({
      forNodes: [{ name: 'worker232' }],
      forZones: [{ name: 'z1' }],
    });
    world.runPod('default/a', false, '10.100.0.0');
    world.run(1);
    expect(slices(world, 'zone')[0]?.endpoints?.[0]?.hints).toBeUndefined();
  });

  it('drops a Pod that has ended, and keeps the places of the others', () => {
    const world = started(service('web'), ...numbered(3).map((name) => pod(name)));
    runPods(world, numbered(3));
    const ended = world.get('pods', 'default/p001')!;
    world.server.update(
      'pods',
      { ...ended, status: { ...ended.status, phase: 'Succeeded' } },
      { actor: 'kubelet', subresource: 'status' },
    );
    world.run(1);
    expect(conditions(world).map(([name]) => name)).toEqual(['p000', 'p002']);
  });

  it('gives Pods with different numbers for a named port slices of their own', () => {
    const world = started(service('web'), pod('a', 80), pod('b', 8080));
    runPods(world, ['a', 'b']);
    expect(
      slices(world)
        .map(({ ports }) => ports?.[0]?.port)
        .sort(),
    ).toEqual([80, 8080]);
  });

  it('puts at most 100 endpoints in a slice and fills the gaps', () => {
    const world = started(service('web'), ...numbered(150).map((name) => pod(name)));
    runPods(world, numbered(150));
    const sizes = () =>
      slices(world)
        .map(({ endpoints = [] }) => endpoints.length)
        .sort((a, b) => a - b);
    expect(sizes().reduce((sum, size) => sum + size)).toBe(150);
    expect(Math.max(...sizes())).toBeLessThanOrEqual(100);
    expect(sizes()).toHaveLength(2);
    for (const name of numbered(20))
      world.server.delete('pods', 'default', name, { actor: 'person', gracePeriodSeconds: 0 });
    world.run(1);
    expect(sizes().reduce((sum, size) => sum + size)).toBe(130);
  });

  it('writes nothing twice while its cache is behind, and survives a save in the middle', () => {
    const world = started(service('web'), ...numbered(5).map((name) => pod(name)));
    for (const [i, name] of numbered(5).entries()) {
      world.bind(`default/${name}`, 'worker232');
      world.runPod(`default/${name}`, true, `10.100.0.${String(i)}`);
      world.run(0.0007);
    }
    const restored = new World([endpointSliceController], world.save()).run(1);
    world.run(1);
    expect(slices(world)).toHaveLength(1);
    expect(conditions(world)).toHaveLength(5);
    expect(restored.save()).toEqual(world.save());
  });
});
