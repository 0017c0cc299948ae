import { describe, expect, it } from 'vitest';
import { World } from '../testing/world.ts';
import { endpointsController } from './endpoints-controller.ts';

const service = (name: string, more = '') => `
apiVersion: v1
kind: Service
metadata: {name: ${name}, labels: {team: blue}}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]${more}}
`;
const pod = (name: string, port: number) => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: {app: web}}
spec: {containers: [{name: main, image: nginx, ports: [{name: http, containerPort: ${String(port)}}]}]}
`;

function started(...manifests: string[]): World {
  const world = new World([endpointsController]).start();
  for (const manifest of manifests) world.apply(manifest);
  return world.run(1);
}

function runPod(world: World, name: string, ip: string, ready = true): void {
  if (!world.get('pods', `default/${name}`)?.spec?.nodeName) world.bind(`default/${name}`, 'worker232');
  world.runPod(`default/${name}`, ready, ip);
}

const subsets = (world: World, name = 'web') =>
  world.get('endpoints', `default/${name}`)?.subsets?.map(({ addresses, notReadyAddresses, ports }) => ({
    ready: addresses?.map(({ ip }) => ip),
    notReady: notReadyAddresses?.map(({ ip }) => ip),
    ports: ports?.map(({ port }) => port),
  }));

describe('endpoints controller', () => {
  it('makes empty Endpoints with the Service and removes them with it', () => {
    const world = started(service('web'));
    const endpoints = world.get('endpoints', 'default/web');
    expect(endpoints?.subsets).toBeUndefined();
    expect(endpoints?.metadata?.labels).toEqual({
      team: 'blue',
      'endpoints.kubernetes.io/managed-by': 'endpoint-controller',
    });
    world.server.delete('services', 'default', 'web', { actor: 'person' });
    world.run(1);
    expect(world.get('endpoints', 'default/web')).toBeUndefined();
  });

  it('lists ready and unready addresses in text order, at the ports that the Pods name', () => {
    const world = started(service('web'), pod('a', 80), pod('b', 80), pod('c', 80), pod('d', 8080));
    runPod(world, 'a', '10.100.1.95');
    runPod(world, 'b', '10.100.1.101');
    runPod(world, 'c', '10.100.1.7', false);
    runPod(world, 'd', '10.100.2.1');
    world.run(1);
    expect(subsets(world)).toEqual([
      { ready: ['10.100.1.101', '10.100.1.95'], notReady: ['10.100.1.7'], ports: [80] },
      { ready: ['10.100.2.1'], notReady: undefined, ports: [8080] },
    ]);
    expect(world.get('endpoints', 'default/web')?.subsets?.[1]?.addresses?.[0]).toEqual({
      ip: '10.100.2.1',
      nodeName: 'worker232',
      targetRef: { kind: 'Pod', namespace: 'default', name: 'd', uid: world.get('pods', 'default/d')?.metadata?.uid },
    });
  });

  it('drops a Pod the moment it is being deleted, unless unready addresses are published', () => {
    const world = started(service('web'), service('all', ', publishNotReadyAddresses: true'), pod('a', 80));
    runPod(world, 'a', '10.100.1.5');
    world.run(1);
    world.server.delete('pods', 'default', 'a', { actor: 'person' });
    world.run(0.01);
    expect(world.get('pods', 'default/a')).toBeDefined();
    expect(subsets(world)).toBeUndefined();
    expect(subsets(world, 'all')).toEqual([{ ready: ['10.100.1.5'], notReady: undefined, ports: [80] }]);
  });

  it('leaves Services without selector alone', () => {
    const world = started('{apiVersion: v1, kind: Service, metadata: {name: own}, spec: {ports: [{port: 80}]}}');
    expect(world.all('endpoints')).toEqual([]);
  });

  it('notes since when endpoints should have been so, and follows changed labels', () => {
    const world = started(service('web'), pod('a', 80));
    const annotation = () =>
      world.get('endpoints', 'default/web')?.metadata?.annotations?.[
        'endpoints.kubernetes.io/last-change-trigger-time'
      ];
    world.run(5);
    runPod(world, 'a', '10.100.1.5');
    world.run(1);
    expect(annotation()).toBe('2026-01-05T08:00:06Z');
    const changed = world.get('pods', 'default/a')!;
    world.server.update(
      'pods',
      { ...changed, metadata: { ...changed.metadata, labels: { app: 'other' } } },
      { actor: 'person' },
    );
    world.run(1);
    expect(subsets(world)).toBeUndefined();
    expect(annotation()).toBeUndefined();
  });
});
