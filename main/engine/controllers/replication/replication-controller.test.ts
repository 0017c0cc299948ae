import { describe, expect, it } from 'vitest';
import { World } from '../testing/world.ts';
import { replicationController } from './replication-controller.ts';

const manifest = (replicas: number, more = '') => `
apiVersion: v1
kind: ReplicationController
metadata: {name: web}
spec:
  replicas: ${String(replicas)}
  ${more}
  template:
    metadata:
      labels: {app: web}
      annotations: {note: kept}
    spec:
      containers: [{name: main, image: 'nginx:1.27'}]
`;
const bare = (name: string, labels: string) => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: ${labels}}
spec: {containers: [{name: main, image: 'nginx:1.27'}]}
`;

const started = () => new World([replicationController]).start();
const names = (world: World) => world.all('pods').map(({ metadata }) => metadata?.name ?? '');
const status = (world: World) => world.get('replicationcontrollers', 'default/web')?.status;
const active = (world: World) => world.all('pods').filter(({ metadata }) => metadata?.deletionTimestamp === undefined);

describe('replication controller', () => {
  it('makes Pods of its template and owns them', () => {
    const world = started();
    world.apply(manifest(3));
    world.run(1);
    const rc = world.get('replicationcontrollers', 'default/web');
    expect(names(world)).toHaveLength(3);
    const [pod] = world.all('pods');
    expect(pod?.metadata).toMatchObject({
      generateName: 'web-',
      labels: { app: 'web' },
      annotations: { note: 'kept' },
      ownerReferences: [
        {
          apiVersion: 'v1',
          kind: 'ReplicationController',
          name: 'web',
          uid: rc?.metadata?.uid,
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    });
    expect(world.events('web')).toEqual(names(world).map((name) => `SuccessfulCreate: Created pod: ${name}`));
    expect(status(world)).toEqual({ replicas: 3, fullyLabeledReplicas: 3, observedGeneration: 1 });
  });

  it('does not make twice what a late cache does not show yet', () => {
    const world = started();
    world.apply(manifest(5));
    // Looked at again and again within the delay of the watch.
    for (let i = 0; i < 20; i++) {
      world.run(0.0003);
      world.apply(manifest(5, `selector: {app: web}`));
    }
    world.run(2);
    expect(names(world)).toHaveLength(5);
  });

  it('names the cause of every Pod it makes', () => {
    const world = started();
    world.apply(manifest(1));
    world.run(1);
    const created = world.records.find((record) => record.type === 'object-created' && record.resource === 'pods');
    const cause = world.records.find(({ seq }) => seq === created?.cause);
    expect(created?.actor).toBe('replication-controller');
    expect(cause).toMatchObject({ type: 'object-created', resource: 'replicationcontrollers', actor: 'person' });
  });

  it('replaces a Pod that is being deleted, and one that has failed', () => {
    const world = started();
    world.apply(manifest(2));
    world.run(1);
    const [first = '', second = ''] = names(world);
    world.bind(`default/${first}`, 'worker232');
    world.runPod(`default/${first}`);
    world.server.delete('pods', 'default', first, { actor: 'person' });
    const failed = world.get('pods', `default/${second}`)!;
    world.server.update(
      'pods',
      { ...failed, status: { ...failed.status, phase: 'Failed' } },
      { actor: 'kubelet', subresource: 'status' },
    );
    world.run(1);
    expect(names(world)).toHaveLength(4);
    expect(status(world)?.replicas).toBe(2);
  });

  it('counts ready and available Pods, the latter after minReadySeconds', () => {
    const world = started();
    world.apply(manifest(2, 'minReadySeconds: 10'));
    world.run(1);
    for (const name of names(world)) world.runPod(`default/${name}`);
    world.run(1);
    expect(status(world)).toEqual({ replicas: 2, fullyLabeledReplicas: 2, readyReplicas: 2, observedGeneration: 1 });
    world.run(9.5);
    expect(status(world)?.availableReplicas).toBe(2);
  });

  it('gives up unscheduled, then unready Pods first', () => {
    const world = started();
    world.apply(manifest(5));
    world.run(1);
    const [a = '', b = '', c = '', d = '', e = ''] = names(world).map((name) => `default/${name}`);
    for (const [path, node] of [
      [a, 'n1'],
      [b, 'n1'],
      [c, 'n2'],
      [d, 'n2'],
    ] as const) {
      world.bind(path, node);
      world.runPod(path, path !== d);
    }
    world.run(1);
    const remaining = (replicas: number) => {
      world.apply(manifest(replicas));
      world.run(1);
      return active(world).map(({ metadata }) => `default/${metadata?.name ?? ''}`);
    };
    expect(remaining(4)).not.toContain(e);
    expect(remaining(3)).not.toContain(d);
    expect(remaining(2)).toHaveLength(2);
    expect(world.events('web').filter((text) => text.startsWith('SuccessfulDelete'))).toHaveLength(3);
  });

  it('adopts Pods that suit it and releases those that no longer do', () => {
    const world = started();
    world.apply(bare('stray', '{app: web}'));
    world.apply(manifest(2));
    world.run(1);
    const rc = world.get('replicationcontrollers', 'default/web');
    expect(names(world)).toHaveLength(2);
    expect(world.get('pods', 'default/stray')?.metadata?.ownerReferences?.[0]?.uid).toBe(rc?.metadata?.uid);
    const stray = world.get('pods', 'default/stray')!;
    world.server.update(
      'pods',
      { ...stray, metadata: { ...stray.metadata, labels: { app: 'other' } } },
      { actor: 'person' },
    );
    world.run(1);
    expect(world.get('pods', 'default/stray')?.metadata?.ownerReferences).toBeUndefined();
    expect(names(world)).toHaveLength(3);
  });

  it('tries again after the API server was away, and says in its status why Pods were refused', () => {
    const world = started();
    world.apply(manifest(1));
    world.run(1);
    world.server.serving = false;
    world.server.hub.closeAll();
    world.run(3);
    world.server.serving = true;
    world.server.delete('pods', 'default', names(world)[0] ?? '', { actor: 'person', gracePeriodSeconds: 0 });
    world.run(60);
    expect(names(world)).toHaveLength(1);
  });

  it('goes on after a restore as if nothing had been', () => {
    const world = started();
    world.apply(manifest(40));
    for (const seconds of [0.0004, 0.002, 0.004, 0.01]) {
      world.run(seconds);
      const saved = world.save();
      const copy = new World([replicationController], saved);
      const twin = new World([replicationController], saved);
      copy.run(2);
      twin.run(1).run(1);
      expect(copy.save()).toEqual(twin.save());
      const straight = new World([replicationController], saved);
      straight.run(2);
      expect(straight.records).toEqual(copy.records);
    }
    const before = world.save();
    world.run(3);
    const restored = new World([replicationController], before).run(3);
    expect(restored.save()).toEqual(world.save());
  });
});
