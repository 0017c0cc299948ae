import { describe, expect, it } from 'vitest';
import { World } from '../testing/world.ts';
import { statefulSetController } from './stateful-set-controller.ts';

const manifest = (spec = '', image = 'nginx:1.26') => `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  replicas: 3
  serviceName: web
  ${spec}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: main, image: '${image}'}]
`;

const parallel = 'podManagementPolicy: Parallel';
const names = (world: World) => world.all('pods').map(({ metadata }) => metadata?.name);
const images = (world: World) =>
  [...names(world)].sort().map((name) => world.get('pods', `default/${name}`)?.spec?.containers[0]?.image);
const revisions = (world: World) => world.all('controllerrevisions');
const status = (world: World) => world.get('statefulsets', 'default/web')?.status;

function started(spec = ''): World {
  const world = new World([statefulSetController]).start();
  world.apply(manifest(spec));
  return world.run(0.5);
}

/** Lets one Pod after another become ready. */
function settled(world: World): World {
  for (let turn = 0; turn < 6; turn++) {
    for (const name of names(world)) world.runPod(`default/${name}`);
    world.run(0.5);
  }
  return world;
}

function scale(world: World, replicas: number): void {
  const set = world.get('statefulsets', 'default/web')!;
  world.server.update('statefulsets', { ...set, spec: { ...set.spec!, replicas } }, { actor: 'person' });
}

describe('stateful set controller', () => {
  it('makes one Pod after another, each when the one before is ready', () => {
    const world = started();
    expect(names(world)).toEqual(['web-0']);
    world.runPod('default/web-0');
    expect(names(world.run(0.5))).toEqual(['web-0', 'web-1']);
    expect(names(settled(world))).toEqual(['web-0', 'web-1', 'web-2']);
    expect(status(world)).toMatchObject({ replicas: 3, readyReplicas: 3, availableReplicas: 3, collisionCount: 0 });
    expect(world.events('web')).toContain('SuccessfulCreate: Create Pod web-2 in StatefulSet web successful');
  });

  it('makes all Pods at once when they are managed in parallel', () => {
    expect(names(started(parallel))).toEqual(['web-0', 'web-1', 'web-2']);
  });

  it('gives each Pod its name, number, revision and place in the service', () => {
    const world = started();
    const { metadata, spec } = world.get('pods', 'default/web-0')!;
    expect(metadata?.labels).toEqual({
      app: 'web',
      'apps.kubernetes.io/pod-index': '0',
      'controller-revision-hash': revisions(world)[0]?.metadata?.name,
      'statefulset.kubernetes.io/pod-name': 'web-0',
    });
    expect(spec).toMatchObject({ hostname: 'web-0', subdomain: 'web' });
  });

  it('counts from where its ordinals start', () => {
    expect(names(started(`ordinals: {start: 5}\n  ${parallel}`))).toEqual(['web-5', 'web-6', 'web-7']);
  });

  it('removes the highest numbers first', () => {
    const world = settled(started());
    scale(world, 1);
    expect(names(world.run(1))).toEqual(['web-0']);
    const deleted = world.events('web').filter((text) => text.startsWith('SuccessfulDelete'));
    expect(deleted[0]).toBe('SuccessfulDelete: Delete Pod web-2 in StatefulSet web successful');
  });

  it('rolls a template out from the highest number down and then takes its revision for the current one', () => {
    const world = settled(started());
    world.apply(manifest('', 'nginx:1.27'));
    world.run(0.5);
    expect(images(world)).toEqual(['nginx:1.26', 'nginx:1.26', 'nginx:1.27']);
    settled(world);
    expect(images(world)).toEqual(['nginx:1.27', 'nginx:1.27', 'nginx:1.27']);
    expect(revisions(world)).toHaveLength(2);
    expect(status(world)?.currentRevision).toBe(status(world)?.updateRevision);
  });

  it('leaves the Pods below the partition as they are, also when they are made anew', () => {
    const partitioned = 'updateStrategy: {rollingUpdate: {partition: 2}}';
    const world = settled(started(partitioned));
    world.apply(manifest(partitioned, 'nginx:1.27'));
    settled(world);
    world.server.delete('pods', 'default', 'web-0', { actor: 'person', gracePeriodSeconds: 0 });
    settled(world);
    expect(images(world)).toEqual(['nginx:1.26', 'nginx:1.26', 'nginx:1.27']);
    expect(status(world)).toMatchObject({ currentReplicas: 2, updatedReplicas: 1 });
  });

  it('replaces Pods in parallel sets that never became ready, one after another', () => {
    const world = started(parallel);
    world.apply(manifest(parallel, 'nginx:1.27'));
    world.run(0.5);
    expect(images(world)).toEqual(['nginx:1.26', 'nginx:1.26', 'nginx:1.27']);
    world.runPod('default/web-2');
    expect(images(world.run(0.5))).toEqual(['nginx:1.26', 'nginx:1.27', 'nginx:1.27']);
  });

  it('removes one Pod at a time, whatever is said of how many may be out of service', () => {
    const spec = `${parallel}\n  updateStrategy: {rollingUpdate: {maxUnavailable: 2}}`;
    const world = settled(started(spec));
    expect(world.get('statefulsets', 'default/web')?.spec?.updateStrategy).toEqual({
      type: 'RollingUpdate',
      rollingUpdate: { partition: 0 },
    });
    world.apply(manifest(spec, 'nginx:1.27'));
    expect(images(world.run(0.5))).toEqual(['nginx:1.26', 'nginx:1.26', 'nginx:1.27']);
  });

  it('counts a ready Pod as long as it has not ended', () => {
    const world = settled(started());
    const pod = world.get('pods', 'default/web-1')!;
    const metadata = { ...pod.metadata, finalizers: ['example.com/hold'] };
    world.server.update('pods', { ...pod, metadata }, { actor: 'person' });
    world.server.delete('pods', 'default', 'web-1', { actor: 'person' });
    world.run(0.5);
    expect(status(world)).toMatchObject({ replicas: 3, readyReplicas: 3, currentReplicas: 2, updatedReplicas: 2 });
  });

  it('updates on deletion only when told so', () => {
    const onDelete = 'updateStrategy: {type: OnDelete}';
    const world = settled(started(onDelete));
    world.apply(manifest(onDelete, 'nginx:1.27'));
    settled(world);
    world.server.delete('pods', 'default', 'web-1', { actor: 'person', gracePeriodSeconds: 0 });
    settled(world);
    expect(images(world)).toEqual(['nginx:1.26', 'nginx:1.27', 'nginx:1.26']);
  });

  it('makes the claims of its Pods and keeps them', () => {
    const templates = `volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]`;
    const world = started(templates);
    expect(world.all('persistentvolumeclaims').map(({ metadata }) => metadata?.name)).toEqual(['data-web-0']);
    scale(world, 0);
    expect(names(world.run(1))).toEqual([]);
    expect(world.all('persistentvolumeclaims')).toHaveLength(1);
  });

  it('lets claims go with the set or with a Pod that is too many, when told so', () => {
    const templates = `volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]`;
    const retention = 'persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete, whenScaled: Delete}';
    const world = settled(started(`${retention}\n  ${templates}`));
    const owners = () =>
      world.all('persistentvolumeclaims').map(({ metadata }) => metadata?.ownerReferences?.map(({ name }) => name));
    expect(owners()).toEqual([['web'], ['web'], ['web']]);
    const pod = world.get('pods', 'default/web-2')!;
    const metadata = { ...pod.metadata, finalizers: ['example.com/hold'] };
    world.server.update('pods', { ...pod, metadata }, { actor: 'person' });
    world.run(0.1);
    scale(world, 2);
    world.run(0.5);
    expect(owners()).toEqual([['web'], ['web'], ['web-2']]);
  });

  it('puts right whom claims belong to, and the labels of Pods, and tells so', () => {
    const templates = `volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]`;
    const world = settled(started(templates));
    const updates = () => world.events('web').filter((text) => text.startsWith('SuccessfulUpdate'));
    const told = (ordinal: number) =>
      `SuccessfulUpdate: Update Pod web-${String(ordinal)} in StatefulSet web successful`;
    const pod = world.get('pods', 'default/web-1')!;
    const { 'statefulset.kubernetes.io/pod-name': _, ...labels } = pod.metadata?.labels ?? {};
    world.server.update('pods', { ...pod, metadata: { ...pod.metadata, labels } }, { actor: 'person' });
    world.run(0.5);
    expect(world.get('pods', 'default/web-1')?.metadata?.labels).toEqual(pod.metadata?.labels);
    expect(updates()).toEqual([told(1)]);
    world.apply(manifest(`persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete}\n  ${templates}`));
    world.run(0.5);
    expect(updates().sort()).toEqual([told(0), told(1), told(2)]);
  });

  it('makes a claim anew that is missing while its Pod waits', () => {
    const templates = `volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]`;
    const world = started(templates);
    world.server.delete('persistentvolumeclaims', 'default', 'data-web-0', { actor: 'person' });
    const claim = world.get('persistentvolumeclaims', 'default/data-web-0');
    if (claim) {
      const { finalizers: _, ...metadata } = claim.metadata ?? {};
      world.server.update('persistentvolumeclaims', { ...claim, metadata }, { actor: 'person' });
    }
    world.run(0.5);
    const anew = world.get('persistentvolumeclaims', 'default/data-web-0');
    expect(anew?.metadata).toBeDefined();
    expect(anew?.metadata?.uid).not.toBe(claim?.metadata?.uid);
  });
});
