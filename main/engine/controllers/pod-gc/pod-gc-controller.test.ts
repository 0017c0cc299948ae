import { describe, expect, it } from 'vitest';
import { World } from '../testing/world.ts';
import { podGcController } from './pod-gc-controller.ts';

const pod = (name: string) =>
  `{apiVersion: v1, kind: Pod, metadata: {name: ${name}}, spec: {containers: [{name: main, image: nginx}]}}`;

describe('pod garbage collector', () => {
  it('removes the Pods of a node that has been gone for 40 seconds', () => {
    const world = new World([podGcController]);
    world.addNode('worker233');
    world.start();
    world.apply(pod('lost'));
    world.bind('default/lost', 'worker233');
    world.run(1);
    world.server.delete('nodes', '', 'worker233', { actor: 'person' });
    world.run(40);
    expect(world.get('pods', 'default/lost')).toBeDefined();
    const restored = new World([podGcController], world.save());
    for (const either of [world, restored]) {
      either.run(25);
      expect(either.get('pods', 'default/lost')).toBeUndefined();
      const marked = either.records.find(
        ({ type, actor }) => type === 'object-updated' && actor === 'pod-garbage-collector',
      );
      expect(marked).toMatchObject({
        object: {
          status: {
            phase: 'Failed',
            conditions: expect.arrayContaining([
              expect.objectContaining({
                type: 'DisruptionTarget',
                status: 'True',
                reason: 'DeletionByPodGC',
                message: 'PodGC: node no longer exists',
              }),
            ]) as unknown,
          },
        },
      });
    }
  });

  it('spares the Pods of a node that comes back', () => {
    const world = new World([podGcController]);
    world.addNode('worker233');
    world.start();
    world.apply(pod('kept'));
    world.bind('default/kept', 'worker233');
    world.server.delete('nodes', '', 'worker233', { actor: 'person' });
    world.run(30);
    world.addNode('worker233');
    world.run(60);
    expect(world.get('pods', 'default/kept')).toBeDefined();
  });

  it('removes what ends on a node that somebody has declared out of service', () => {
    const world = new World([podGcController]);
    world.addNode('worker233');
    world.start();
    world.apply(pod('ending'));
    world.apply(pod('running'));
    for (const name of ['ending', 'running']) world.bind(`default/${name}`, 'worker233');
    world.server.delete('pods', 'default', 'ending', { actor: 'person', gracePeriodSeconds: 30 });
    const node = world.get('nodes', 'worker233')!;
    const taints = [{ key: 'node.kubernetes.io/out-of-service', value: 'nodeshutdown', effect: 'NoExecute' }];
    world.server.update('nodes', { ...node, spec: { ...node.spec, taints } }, { actor: 'person' });
    world.run(25);
    expect(world.get('pods', 'default/ending')).toBeDefined();
    const silent = {
      ...world.get('nodes', 'worker233')!,
      status: { conditions: [{ type: 'Ready', status: 'Unknown' }] },
    };
    world.server.update('nodes', silent, { actor: 'person', subresource: 'status' });
    world.run(25);
    expect(world.get('pods', 'default/ending')).toBeUndefined();
    expect(world.get('pods', 'default/running')).toBeDefined();
  });
});
