import { describe, expect, it } from 'vitest';
import { World } from '../testing/world.ts';
import { garbageCollector } from './garbage-collector.ts';

const owned = (name: string, uid: string, owner = 'owner') => `
apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}
  ownerReferences:
  - {apiVersion: v1, kind: ConfigMap, name: ${owner}, uid: '${uid}', controller: true, blockOwnerDeletion: true}
`;

function started(): { readonly world: World; readonly uid: string } {
  const world = new World([garbageCollector]).start();
  world.apply('{apiVersion: v1, kind: ConfigMap, metadata: {name: owner}}');
  const uid = world.get('configmaps', 'default/owner')?.metadata?.uid ?? '';
  world.apply(owned('child', uid));
  const childUid = world.get('configmaps', 'default/child')?.metadata?.uid ?? '';
  world.apply(owned('grandchild', childUid, 'child'));
  return { world: world.run(0.1), uid };
}

const names = (world: World) => world.all('configmaps').map(({ metadata }) => metadata?.name);

describe('garbage collector', () => {
  it('deletes what has lost its owner, and what that owned', () => {
    const { world } = started();
    world.server.delete('configmaps', 'default', 'owner', { actor: 'person' });
    const restored = new World([garbageCollector], world.save());
    for (const either of [world, restored]) expect(names(either.run(1))).toEqual([]);
    expect(restored.save()).toEqual(world.save());
  });

  it('keeps what has another owner, and takes the lost one off its list', () => {
    const { world } = started();
    world.apply('{apiVersion: v1, kind: ConfigMap, metadata: {name: second}}');
    const second = world.get('configmaps', 'default/second')?.metadata?.uid ?? '';
    const child = world.get('configmaps', 'default/child')!;
    const references = [
      ...(child.metadata?.ownerReferences ?? []),
      { apiVersion: 'v1', kind: 'ConfigMap', name: 'second', uid: second },
    ];
    world.server.update(
      'configmaps',
      { ...child, metadata: { ...child.metadata, ownerReferences: references } },
      { actor: 'person' },
    );
    world.run(0.1);
    world.server.delete('configmaps', 'default', 'owner', { actor: 'person' });
    world.run(1);
    expect(names(world)).toEqual(['child', 'grandchild', 'second']);
    expect(world.get('configmaps', 'default/child')?.metadata?.ownerReferences?.map(({ name }) => name)).toEqual([
      'second',
    ]);
  });

  it('collects what is made for an owner that is gone already', () => {
    const { world, uid } = started();
    world.server.delete('configmaps', 'default', 'owner', { actor: 'person' });
    world.run(1);
    world.apply(owned('late', uid));
    world.run(1);
    expect(names(world)).toEqual([]);
  });

  it('in the foreground deletes dependents first', () => {
    const { world } = started();
    world.server.delete('configmaps', 'default', 'owner', { actor: 'person', propagationPolicy: 'Foreground' });
    world.run(1);
    expect(names(world)).toEqual([]);
    const deleted = world.records.flatMap((record) => (record.type === 'object-deleted' ? [record.name] : []));
    expect(deleted).toEqual(['grandchild', 'child', 'owner']);
  });

  it('orphans dependents when asked to', () => {
    const { world } = started();
    world.server.delete('configmaps', 'default', 'owner', { actor: 'person', propagationPolicy: 'Orphan' });
    world.run(1);
    expect(names(world)).toEqual(['child', 'grandchild']);
    expect(world.get('configmaps', 'default/child')?.metadata).not.toHaveProperty('ownerReferences');
  });

  it('collects custom resources too, and what they owned', () => {
    const world = new World([garbageCollector]).start();
    world.apply(`
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: crontabs.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: crontabs, kind: CronTab}
  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]
`);
    world.run(0.1);
    const table = world.server.tableOf(world.server.kindOf('crontabs')!);
    const metadata = { name: 'tab', namespace: 'default' };
    const tab = world.server.create(table, { metadata }, { actor: 'person' });
    const uid = tab.ok ? (tab.object.metadata?.uid ?? '') : '';
    world.apply(
      owned('child', uid, 'tab').replace(
        '{apiVersion: v1, kind: ConfigMap',
        '{apiVersion: example.com/v1, kind: CronTab',
      ),
    );
    world.run(0.1);
    const restored = new World([garbageCollector], world.save());
    for (const either of [world, restored]) {
      expect(names(either.run(0.1))).toEqual(['child']);
      either.server.delete(table, 'default', 'tab', { actor: 'person' });
      expect(names(either.run(1))).toEqual([]);
    }
    expect(restored.save()).toEqual(world.save());
  });

  it('does not find an owner in another namespace, and says so', () => {
    const { world, uid } = started();
    world.apply(owned('stray', uid).replace('name: stray', 'name: stray\n  namespace: kube-system'));
    world.run(1);
    expect(names(world)).not.toContain('stray');
    expect(world.events('stray')).toEqual([
      `OwnerRefInvalidNamespace: ownerRef [v1/ConfigMap, namespace: kube-system, name: owner, uid: ${uid}] ` +
        'does not exist in namespace "kube-system"',
    ]);
  });

  it('breaks circles of owners that wait for each other', () => {
    const { world, uid } = started();
    const grandchild = world.get('configmaps', 'default/grandchild')?.metadata?.uid ?? '';
    const owner = world.get('configmaps', 'default/owner')!;
    const reference = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name: 'grandchild',
      uid: grandchild,
      blockOwnerDeletion: true,
    };
    const circular = { ...owner, metadata: { ...owner.metadata, ownerReferences: [reference] } };
    world.server.update('configmaps', circular, { actor: 'person' });
    world.run(0.1);
    world.server.delete('configmaps', 'default', 'owner', { actor: 'person', uid, propagationPolicy: 'Foreground' });
    world.run(1);
    expect(names(world)).toEqual([]);
  });
});
