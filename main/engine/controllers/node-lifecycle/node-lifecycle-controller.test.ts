import { describe, expect, it } from 'vitest';
import { SECOND } from '../../kernel/time.ts';
import { taintEvictionController } from '../taint-eviction/taint-eviction-controller.ts';
import { World } from '../testing/world.ts';
import { nodeLifecycleController } from './node-lifecycle-controller.ts';

const controllers = [nodeLifecycleController, taintEvictionController];
const pod = (name: string, more = '') =>
  `{apiVersion: v1, kind: Pod, metadata: {name: ${name}}, spec: {containers: [{name: main, image: nginx}]${more}}}`;
const nodes = ['master231', 'worker232', 'worker233'];

function started(): World {
  const world = new World(controllers);
  for (const node of nodes) world.addNode(node);
  for (const node of nodes) world.renewLease(node);
  return world.start();
}

/** Lets the kubelets of these nodes live for some seconds. */
function live(world: World, seconds: number, alive: readonly string[]): void {
  for (let i = 0; i < seconds; i++) {
    if (i % 10 === 0) for (const node of alive) world.renewLease(node);
    world.run(1);
  }
}

const ready = (world: World, node: string) =>
  world.get('nodes', node)?.status?.conditions?.find(({ type }) => type === 'Ready');
const taints = (world: World, node: string) =>
  (world.get('nodes', node)?.spec?.taints ?? []).map(({ key, effect }) => `${key.split('/')[1] ?? ''}:${effect}`);

describe('node lifecycle controller', () => {
  it('leaves nodes alone whose leases are renewed', () => {
    const world = started();
    live(world, 120, nodes);
    expect(nodes.map((node) => ready(world, node)?.status)).toEqual(['True', 'True', 'True']);
    expect(world.events('worker233')).toEqual([
      'RegisteredNode: Node worker233 event: Registered Node worker233 in Controller',
    ]);
  });

  it('finds a silent node out after 50 seconds, taints it, and makes its Pods unready', () => {
    const world = started();
    world.apply(pod('web'));
    world.bind('default/web', 'worker233');
    world.runPod('default/web');
    live(world, 30, nodes);
    const silentAt = world.kernel.now;
    while (ready(world, 'worker233')?.status === 'True') live(world, 1, nodes.slice(0, 2));
    expect((world.kernel.now - silentAt) / SECOND).toBeGreaterThanOrEqual(38);
    expect((world.kernel.now - silentAt) / SECOND).toBeLessThanOrEqual(56);
    world.run(0.3);
    expect(ready(world, 'worker233')).toMatchObject({
      status: 'Unknown',
      reason: 'NodeStatusUnknown',
      message: 'Kubelet stopped posting node status.',
    });
    expect(taints(world, 'worker233')).toEqual(['unreachable:NoSchedule', 'unreachable:NoExecute']);
    expect(world.get('pods', 'default/web')?.status?.conditions?.find(({ type }) => type === 'Ready')?.status).toBe(
      'False',
    );
    expect(world.events('worker233')).toContain('NodeNotReady: Node worker233 status is now: NodeNotReady');
    expect(world.events('web')).toEqual(['NodeNotReady: Node is not ready']);
  });

  it('evicts Pods when their toleration ends, and takes the taints off when the node returns', () => {
    const world = started();
    const five = (condition: string) =>
      `{key: node.kubernetes.io/${condition}, operator: Exists, effect: NoExecute, tolerationSeconds: 5}`;
    world.apply(pod('five', `, tolerations: [${five('unreachable')}, ${five('not-ready')}]`));
    world.apply(pod('usual'));
    for (const name of ['five', 'usual']) {
      world.bind(`default/${name}`, 'worker233');
      world.runPod(`default/${name}`);
    }
    live(world, 20, nodes);
    while (!taints(world, 'worker233').includes('unreachable:NoExecute')) live(world, 1, nodes.slice(0, 2));
    const restored = new World(controllers, world.save());
    for (const either of [world, restored]) {
      live(either, 7, nodes.slice(0, 2));
      expect(either.get('pods', 'default/five')?.metadata?.deletionTimestamp).toBeDefined();
      expect(either.get('pods', 'default/usual')?.metadata?.deletionTimestamp).toBeUndefined();
      expect(either.events('five')).toContain('TaintManagerEviction: Marking for deletion Pod default/five');
    }
    expect(world.get('pods', 'default/five')?.status?.conditions).toContainEqual(
      expect.objectContaining({ type: 'DisruptionTarget', status: 'True', reason: 'DeletionByTaintManager' }),
    );
    const back = world.get('nodes', 'worker233')!;
    const conditions = back.status?.conditions?.map((item) => ({
      ...item,
      status: item.type === 'Ready' ? 'True' : 'False',
    }));
    world.server.update(
      'nodes',
      { ...back, status: { ...back.status, conditions: conditions ?? [] } },
      { actor: 'kubelet', subresource: 'status' },
    );
    live(world, 6, nodes);
    expect(taints(world, 'worker233')).toEqual([]);
    expect(world.events('usual')).toContain('TaintManagerEviction: Cancelling deletion of Pod default/usual');
    live(restored, 300, nodes.slice(0, 2));
    expect(restored.get('pods', 'default/usual')?.metadata?.deletionTimestamp).toBeDefined();
  });

  it('takes down at once what does not tolerate a taint that somebody sets', () => {
    const world = started();
    world.apply(pod('plain'));
    world.apply(pod('ever', ', tolerations: [{key: maint, operator: Exists}]'));
    world.apply(
      pod('ten', ', tolerations: [{key: maint, operator: Exists, effect: NoExecute, tolerationSeconds: 10}]'),
    );
    for (const name of ['plain', 'ever', 'ten']) world.bind(`default/${name}`, 'worker233');
    world.run(1);
    const node = world.get('nodes', 'worker233')!;
    const taint = { key: 'maint', value: 'yes', effect: 'NoExecute' };
    world.server.update('nodes', { ...node, spec: { ...node.spec, taints: [taint] } }, { actor: 'person' });
    const leaving = () =>
      ['plain', 'ever', 'ten'].filter(
        (name) => world.get('pods', `default/${name}`)?.metadata?.deletionTimestamp !== undefined,
      );
    world.run(0.5);
    expect(leaving()).toEqual(['plain']);
    live(world, 11, nodes);
    expect(leaving()).toEqual(['plain', 'ten']);
  });

  it('follows a cordon with its taint', () => {
    const world = started();
    const setCordon = (unschedulable: boolean) => {
      const node = world.get('nodes', 'worker233')!;
      world.server.update('nodes', { ...node, spec: { ...node.spec, unschedulable } }, { actor: 'person' });
      world.run(0.1);
    };
    setCordon(true);
    expect(taints(world, 'worker233')).toEqual(['unschedulable:NoSchedule']);
    setCordon(false);
    expect(taints(world, 'worker233')).toEqual([]);
  });

  it('evicts nobody when all nodes fall silent: then it is the network', () => {
    const world = started();
    live(world, 20, nodes);
    live(world, 90, []);
    expect(nodes.map((node) => ready(world, node)?.status)).toEqual(['Unknown', 'Unknown', 'Unknown']);
    expect(nodes.flatMap((node) => taints(world, node)).filter((taint) => taint.endsWith('NoExecute'))).toEqual([]);
  });

  it('notices a node that is gone', () => {
    const world = started();
    world.server.delete('nodes', '', 'worker233', { actor: 'person' });
    live(world, 6, nodes.slice(0, 2));
    expect(world.events('worker233')).toContain(
      'RemovingNode: Node worker233 event: Removing Node worker233 from Controller',
    );
  });
});
