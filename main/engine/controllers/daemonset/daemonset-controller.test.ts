import { describe, expect, it } from 'vitest';
import { World } from '../testing/world.ts';
import { targetNode } from './daemon-pod.ts';
import { daemonSetController } from './daemonset-controller.ts';

const manifest = (image: string, more = '', strategy = '{type: RollingUpdate}') => `
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  updateStrategy: ${strategy}
  template:
    metadata: {labels: {app: agent}}
    spec: {containers: [{name: main, image: '${image}'}]${more}}
`;

function started(document = manifest('agent:1')): World {
  const world = new World([daemonSetController]);
  world.addNode('master231', {
    spec: { taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }] },
  });
  world.addNode('worker232');
  world.addNode('worker233');
  world.start();
  world.apply(document);
  return world.run(1);
}

const staying = (world: World) => world.all('pods').filter(({ metadata }) => metadata?.deletionTimestamp === undefined);
const nodes = (world: World) => staying(world).map(targetNode).sort();
const images = (world: World) =>
  staying(world)
    .map(({ spec }) => spec?.containers[0]?.image)
    .sort();
const status = (world: World) => world.get('daemonsets', 'default/agent')?.status;

/** What scheduler and kubelets would do: Pods run and are ready, and those that are being deleted go. */
function settle(world: World, seconds = 1): void {
  for (let i = 0; i < seconds * 10; i++) {
    for (const pod of world.all('pods')) {
      const path = `default/${pod.metadata?.name ?? ''}`;
      if (pod.metadata?.deletionTimestamp !== undefined) {
        world.server.delete('pods', 'default', pod.metadata.name ?? '', { actor: 'kubelet', gracePeriodSeconds: 0 });
      } else if (!pod.spec?.nodeName) {
        world.bind(path, targetNode(pod));
        world.runPod(path);
      }
    }
    world.run(0.1);
  }
}

describe('daemonset controller', () => {
  it('puts a Pod on every node that it fits, with what daemons tolerate', () => {
    const world = started();
    expect(nodes(world)).toEqual(['worker232', 'worker233']);
    const [pod] = staying(world);
    expect(pod?.metadata?.labels).toMatchObject({
      app: 'agent',
      'controller-revision-hash': expect.any(String) as string,
    });
    expect(pod?.spec?.affinity).toEqual({
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [targetNode(pod!)] }] }],
        },
      },
    });
    expect(pod?.spec?.tolerations?.map(({ key, effect }) => `${key?.split('/')[1] ?? ''}:${effect ?? ''}`)).toEqual([
      'not-ready:NoExecute',
      'unreachable:NoExecute',
      'disk-pressure:NoSchedule',
      'memory-pressure:NoSchedule',
      'pid-pressure:NoSchedule',
      'unschedulable:NoSchedule',
    ]);
    expect(world.events('agent')).toHaveLength(2);
    expect(status(world)).toMatchObject({
      desiredNumberScheduled: 2,
      currentNumberScheduled: 2,
      updatedNumberScheduled: 2,
      numberReady: 0,
      numberUnavailable: 2,
      observedGeneration: 1,
    });
  });

  it('tolerating everything, runs on the control plane too', () => {
    expect(nodes(started(manifest('agent:1', ', tolerations: [{operator: Exists}]')))).toEqual([
      'master231',
      'worker232',
      'worker233',
    ]);
  });

  it('follows nodes that come, go and change their labels', () => {
    const world = started(manifest('agent:1', ', nodeSelector: {disk: ssd}'));
    expect(nodes(world)).toEqual([]);
    world.addNode('worker234', { labels: { disk: 'ssd' } });
    settle(world);
    expect(nodes(world)).toEqual(['worker234']);
    const node = world.get('nodes', 'worker234')!;
    world.server.update('nodes', { ...node, metadata: { ...node.metadata, labels: {} } }, { actor: 'person' });
    settle(world);
    expect(nodes(world)).toEqual([]);
    expect(world.events('agent').map((text) => text.split(':')[0])).toEqual(['SuccessfulCreate', 'SuccessfulDelete']);
  });

  it('replaces a Pod only when it is gone', () => {
    const world = started();
    settle(world);
    const [pod] = staying(world);
    world.server.delete('pods', 'default', pod?.metadata?.name ?? '', { actor: 'person' });
    world.run(1);
    expect(nodes(world)).toHaveLength(1);
    settle(world);
    expect(nodes(world)).toEqual(['worker232', 'worker233']);
    expect(status(world)).toMatchObject({ numberReady: 2, numberAvailable: 2 });
  });

  it('takes a changed template to one node after the other', () => {
    const world = started();
    settle(world);
    world.apply(manifest('agent:2'));
    world.run(0.5);
    expect(images(world)).toEqual(['agent:1']);
    world.run(5);
    expect(images(world)).toEqual(['agent:1']);
    settle(world, 2);
    expect(images(world)).toEqual(['agent:2', 'agent:2']);
    expect(status(world)).toMatchObject({ updatedNumberScheduled: 2, observedGeneration: 2 });
  });

  it('with OnDelete leaves the old Pods until somebody deletes them', () => {
    const world = started(manifest('agent:1', '', '{type: OnDelete}'));
    settle(world);
    world.apply(manifest('agent:2', '', '{type: OnDelete}'));
    settle(world);
    expect(images(world)).toEqual(['agent:1', 'agent:1']);
    world.server.delete('pods', 'default', staying(world)[0]?.metadata?.name ?? '', { actor: 'person' });
    settle(world);
    expect(images(world)).toEqual(['agent:1', 'agent:2']);
  });

  it('replaces a Pod that failed, more slowly each time', () => {
    const world = started();
    settle(world);
    const failures: number[] = [];
    for (let i = 0; i < 80; i++) {
      for (const pod of staying(world).filter(
        (item) => item.spec?.nodeName === 'worker232' && item.status?.phase !== 'Failed',
      )) {
        failures.push(i);
        world.server.update(
          'pods',
          { ...pod, status: { ...pod.status, phase: 'Failed' } },
          { actor: 'kubelet', subresource: 'status' },
        );
      }
      settle(world, 0.1);
    }
    const gaps = failures.slice(1).map((at, i) => at - (failures[i] ?? 0));
    expect(gaps.length).toBeGreaterThanOrEqual(3);
    expect(gaps).toEqual([...gaps].sort((a, b) => a - b));
    expect(
      world.events('agent').some((text) => text.startsWith('FailedDaemonPod: Found failed daemon pod default/')),
    ).toBe(true);
  });

  it('surging, starts the new Pod beside the old one and removes that when the new one works', () => {
    const strategy = '{type: RollingUpdate, rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}';
    const world = started(manifest('agent:1', '', strategy));
    settle(world);
    world.apply(manifest('agent:2', '', strategy));
    world.run(0.5);
    expect(images(world)).toEqual(['agent:1', 'agent:1', 'agent:2']);
    settle(world, 0.1);
    world.run(0.5);
    expect(images(world)).toEqual(['agent:1', 'agent:2', 'agent:2']);
    settle(world, 2);
    expect(images(world)).toEqual(['agent:2', 'agent:2']);
  });

  it('keeps its templates as revisions, and takes up an old one under a new number', () => {
    const world = started();
    settle(world);
    for (const image of ['agent:2', 'agent:1']) {
      world.apply(manifest(image));
      settle(world, 3);
    }
    const revisions = world.all('controllerrevisions');
    expect(revisions.map(({ revision }) => revision).sort()).toEqual([2, 3]);
    const present = revisions.find(({ revision }) => revision === 3);
    const hash = present?.metadata?.labels?.['controller-revision-hash'] ?? '';
    expect(present?.metadata).toMatchObject({ name: `agent-${hash}`, labels: { app: 'agent' } });
    expect(present?.data).toMatchObject({ spec: { template: { $patch: 'replace' } } });
    expect(staying(world).map(({ metadata }) => metadata?.labels?.['controller-revision-hash'])).toEqual([hash, hash]);
  });

  it('forgets the oldest revisions that no Pod has', () => {
    const world = started(manifest('agent:0').replace('spec:', 'spec:\n  revisionHistoryLimit: 1'));
    for (const number of [1, 2, 3]) {
      world.apply(manifest(`agent:${number}`).replace('spec:', 'spec:\n  revisionHistoryLimit: 1'));
      settle(world, 3);
    }
    expect(
      world
        .all('controllerrevisions')
        .map(({ revision }) => revision)
        .sort(),
    ).toEqual([3, 4]);
  });

  it('goes on after a restore as if nothing had been', () => {
    const world = started();
    settle(world);
    world.apply(manifest('agent:2'));
    world.run(0.003);
    const restored = new World([daemonSetController], world.save());
    settle(world, 2);
    settle(restored, 2);
    expect(restored.save()).toEqual(world.save());
  });
});
