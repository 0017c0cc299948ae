import { describe, expect, it } from 'vitest';
import { replicaSetController } from '../replica-set/replica-set-controller.ts';
import { World } from '../testing/world.ts';
import { deploymentController } from './deployment-controller.ts';

interface Wanted {
  readonly replicas?: number;
  readonly image?: string;
  readonly more?: string;
}

const manifest = ({ replicas = 3, image = 'nginx:1.26', more = '' }: Wanted = {}) => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, annotations: {team: blue}}
spec:
  replicas: ${String(replicas)}
  ${more}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: main, image: '${image}'}]}
`;

const controllers = [replicaSetController, deploymentController];

function started(wanted: Wanted = {}): World {
  const world = new World(controllers).start();
  world.apply(manifest(wanted));
  return world.run(1);
}

/** What scheduler and kubelets would do: Pods run and are ready unless their image is broken, and ending ones go. */
function settle(world: World, seconds = 1): World {
  for (let i = 0; i < seconds * 10; i++) {
    for (const { metadata, spec, status } of world.all('pods')) {
      const name = metadata?.name ?? '';
      if (metadata?.deletionTimestamp !== undefined) {
        world.server.delete('pods', 'default', name, { actor: 'kubelet', gracePeriodSeconds: 0 });
      } else if (status?.phase !== 'Running' && spec?.containers[0]?.image !== 'broken') {
        world.bind(`default/${name}`, 'n1');
        world.runPod(`default/${name}`);
      }
    }
    world.run(0.1);
  }
  return world;
}

const deployment = (world: World) => world.get('deployments', 'default/web');
const condition = (world: World, type: string) =>
  deployment(world)?.status?.conditions?.find((candidate) => candidate.type === type);
const sizes = (world: World) =>
  Object.fromEntries(
    world.all('replicasets').map(({ spec }) => [spec?.template?.spec?.containers[0]?.image ?? '', spec?.replicas ?? 0]),
  );
/** Reasons and messages with the hashes taken out. */
const events = (world: World) => world.events('web').map((text) => text.replace(/web-[a-z0-9]+/, 'web-<hash>'));

describe('deployment controller', () => {
  it('makes a ReplicaSet of its template and says how it gets on', () => {
    const world = started();
    const [set] = world.all('replicasets');
    const hash = set?.metadata?.labels?.['pod-template-hash'] ?? '';
    expect(set?.metadata).toMatchObject({
      name: `web-${hash}`,
      annotations: {
        team: 'blue',
        'deployment.kubernetes.io/revision': '1',
        'deployment.kubernetes.io/desired-replicas': '3',
        'deployment.kubernetes.io/max-replicas': '4',
      },
      ownerReferences: [{ kind: 'Deployment', name: 'web', controller: true }],
    });
    expect(set?.spec?.selector).toEqual({ matchLabels: { app: 'web', 'pod-template-hash': hash } });
    expect(deployment(world)?.metadata?.annotations?.['deployment.kubernetes.io/revision']).toBe('1');
    expect(condition(world, 'Progressing')).toMatchObject({ status: 'True', reason: 'ReplicaSetUpdated' });
    expect(condition(world, 'Available')).toMatchObject({ status: 'False', reason: 'MinimumReplicasUnavailable' });
    settle(world);
    expect(deployment(world)?.status).toMatchObject({
      replicas: 3,
      updatedReplicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
      terminatingReplicas: 0,
    });
    expect(condition(world, 'Progressing')).toMatchObject({
      status: 'True',
      reason: 'NewReplicaSetAvailable',
      message: `ReplicaSet "web-${hash}" has successfully progressed.`,
    });
    expect(events(world)).toEqual(['ScalingReplicaSet: Scaled up replica set web-<hash> from 0 to 3']);
  });

  it('rolls out step by step within its bounds', () => {
    const world = settle(started({ replicas: 4 }));
    world.apply(manifest({ replicas: 4, image: 'nginx:1.27' }));
    settle(world, 2);
    expect(sizes(world)).toEqual({ 'nginx:1.26': 0, 'nginx:1.27': 4 });
    expect(events(world)).toEqual([
      'ScalingReplicaSet: Scaled up replica set web-<hash> from 0 to 4',
      'ScalingReplicaSet: Scaled up replica set web-<hash> from 0 to 1',
      'ScalingReplicaSet: Scaled down replica set web-<hash> from 4 to 3',
      'ScalingReplicaSet: Scaled up replica set web-<hash> from 1 to 2',
      'ScalingReplicaSet: Scaled down replica set web-<hash> from 3 to 1',
      'ScalingReplicaSet: Scaled up replica set web-<hash> from 2 to 4',
      'ScalingReplicaSet: Scaled down replica set web-<hash> from 1 to 0',
    ]);
  });

  it('ends all old Pods before it makes new ones when it recreates', () => {
    const recreate = 'strategy: {type: Recreate}';
    const world = settle(started({ more: recreate }));
    world.apply(manifest({ more: recreate, image: 'nginx:1.27' }));
    world.run(1);
    expect(sizes(world)).toEqual({ 'nginx:1.26': 0 });
    expect(deployment(world)?.status?.terminatingReplicas).toBe(3);
    settle(world);
    expect(sizes(world)).toEqual({ 'nginx:1.26': 0, 'nginx:1.27': 3 });
  });

  it('goes back to a former template with a new revision of its old ReplicaSet', () => {
    const world = settle(started());
    world.apply(manifest({ image: 'nginx:1.27' }));
    settle(world, 2);
    world.apply(manifest());
    settle(world, 2);
    const old = world.all('replicasets').find(({ spec }) => spec?.replicas === 3);
    expect(old?.metadata?.annotations).toMatchObject({
      'deployment.kubernetes.io/revision': '3',
      'deployment.kubernetes.io/revision-history': '1',
    });
  });

  it('keeps no more old ReplicaSets than its history may have', () => {
    const world = settle(started({ more: 'revisionHistoryLimit: 1' }));
    for (const image of ['nginx:1.27', 'nginx:1.28']) {
      world.apply(manifest({ image, more: 'revisionHistoryLimit: 1' }));
      settle(world, 2);
    }
    expect(sizes(world)).toEqual({ 'nginx:1.27': 0, 'nginx:1.28': 3 });
  });

  it('says that a rollout takes too long, and that it went on after all', () => {
    const more = 'progressDeadlineSeconds: 8';
    const world = settle(started({ more }));
    world.apply(manifest({ more, image: 'broken' }));
    settle(world, 7);
    expect(condition(world, 'Progressing')).toMatchObject({ status: 'True', reason: 'ReplicaSetUpdated' });
    settle(world, 4);
    expect(condition(world, 'Progressing')).toMatchObject({ status: 'False', reason: 'ProgressDeadlineExceeded' });
    world.apply(manifest({ more, image: 'nginx:1.27' }));
    settle(world, 2);
    expect(condition(world, 'Progressing')).toMatchObject({ status: 'True', reason: 'NewReplicaSetAvailable' });
  });

  it('rolls nothing out while it is paused, and scales all the same', () => {
    const world = settle(started());
    world.apply(manifest({ image: 'nginx:1.27', more: 'paused: true', replicas: 4 }));
    settle(world);
    expect(sizes(world)).toEqual({ 'nginx:1.26': 4 });
    expect(condition(world, 'Progressing')).toMatchObject({ status: 'Unknown', reason: 'DeploymentPaused' });
    world.apply(manifest({ image: 'nginx:1.27', replicas: 4 }));
    settle(world, 2);
    expect(sizes(world)).toEqual({ 'nginx:1.26': 0, 'nginx:1.27': 4 });
  });

  it('scales in proportion in the middle of a rollout', () => {
    const bounds = 'strategy: {rollingUpdate: {maxSurge: 3, maxUnavailable: 2}}';
    const world = settle(started({ replicas: 10, more: bounds }));
    world.apply(manifest({ replicas: 10, more: bounds, image: 'broken' }));
    settle(world);
    expect(sizes(world)).toEqual({ 'nginx:1.26': 8, broken: 5 });
    world.apply(manifest({ replicas: 15, more: bounds, image: 'broken' }));
    settle(world);
    expect(sizes(world)).toEqual({ 'nginx:1.26': 11, broken: 7 });
  });

  it('adopts a ReplicaSet that nobody controls and releases one that it no longer selects', () => {
    const world = settle(started());
    const [set] = world.all('replicasets');
    const labels = { app: 'other', 'pod-template-hash': set?.metadata?.labels?.['pod-template-hash'] ?? '' };
    world.server.update('replicasets', { ...set!, metadata: { ...set?.metadata, labels } }, { actor: 'person' });
    world.run(1);
    const released = world.get('replicasets', `default/${set?.metadata?.name ?? ''}`);
    expect(released?.metadata?.ownerReferences).toBeUndefined();
    const back = { ...released!, metadata: { ...released?.metadata, labels: set?.metadata?.labels } };
    world.server.update('replicasets', back, { actor: 'person' });
    settle(world);
    expect(world.get('replicasets', `default/${set?.metadata?.name ?? ''}`)?.metadata?.ownerReferences).toHaveLength(1);
  });

  it('goes on after a restore as if nothing had been', () => {
    const world = settle(started());
    world.apply(manifest({ image: 'nginx:1.27' }));
    for (const seconds of [0.001, 0.003, 0.01]) {
      world.run(seconds);
      const restored = new World(controllers, world.save());
      settle(world, 1);
      settle(restored, 1);
      expect(restored.save()).toEqual(world.save());
    }
  });
});
