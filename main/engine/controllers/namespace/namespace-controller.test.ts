import { describe, expect, it } from 'vitest';
import { World } from '../testing/world.ts';
import { namespaceController } from './namespace-controller.ts';

const content = `
apiVersion: v1
kind: Namespace
metadata: {name: old}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: old}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: held, namespace: old, finalizers: [example.com/hold]}
---
apiVersion: v1
kind: Pod
metadata: {name: slow, namespace: old}
spec: {terminationGracePeriodSeconds: 6, containers: [{name: main, image: nginx}]}
`;

function ending(manifest = content): World {
  const world = new World([namespaceController]).start();
  world.apply(manifest);
  world.run(0.5);
  return world;
}

const remove = (world: World) => world.server.delete('namespaces', '', 'old', { actor: 'person' });
const condition = (world: World, type: string) =>
  world.get('namespaces', 'old')?.status?.conditions?.find((item) => item.type === type);

describe('namespace controller', () => {
  it('empties a namespace after five seconds and lets it go', () => {
    const world = ending('{apiVersion: v1, kind: Namespace, metadata: {name: old}}');
    world.apply('{apiVersion: v1, kind: ConfigMap, metadata: {name: settings, namespace: old}}');
    remove(world);
    world.run(4.9);
    expect(world.get('namespaces', 'old')?.status?.phase).toBe('Terminating');
    expect(world.get('configmaps', 'old/settings')).toBeDefined();
    world.run(0.5);
    expect(world.get('configmaps', 'old/settings')).toBeUndefined();
    expect(world.get('namespaces', 'old')).toBeUndefined();
  });

  it('lets nothing new in', () => {
    const world = ending('{apiVersion: v1, kind: Namespace, metadata: {name: old}}');
    remove(world);
    world.run(1);
    expect(() => world.apply('{apiVersion: v1, kind: ConfigMap, metadata: {name: late, namespace: old}}')).toThrow(
      'configmaps "late" is forbidden: unable to create new content in namespace old because it is being terminated',
    );
  });

  it('deletes Pods first, then the rest, and waits for finalizers, all of which its conditions tell', () => {
    const world = ending();
    world.bind('old/slow', 'worker232');
    remove(world);
    world.run(6);
    expect(world.get('pods', 'old/slow')?.metadata?.deletionTimestamp).toBeDefined();
    expect(world.get('configmaps', 'old/settings')).toBeDefined();
    world.run(7);
    expect(condition(world, 'NamespaceDeletionContentFailure')).toMatchObject({
      status: 'True',
      reason: 'ContentDeletionFailed',
      message:
        'Failed to delete all resource types, 1 remaining: ' +
        'unexpected items still remain in namespace: old for gvr: /v1, Resource=pods',
    });
    world.server.delete('pods', 'old', 'slow', { actor: 'kubelet', gracePeriodSeconds: 0 });
    world.run(10);
    expect(world.get('configmaps', 'old/settings')).toBeUndefined();
    expect(condition(world, 'NamespaceFinalizersRemaining')?.message).toBe(
      'Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances',
    );
    expect(condition(world, 'NamespaceContentRemaining')?.message).toBe(
      'Some resources are remaining: configmaps. has 1 resource instances',
    );
    const held = world.get('configmaps', 'old/held')!;
    world.server.update('configmaps', { ...held, metadata: { ...held.metadata, finalizers: [] } }, { actor: 'person' });
    world.run(20);
    expect(world.get('namespaces', 'old')).toBeUndefined();
  });
});
