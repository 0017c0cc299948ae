import { expect, it } from 'vitest';
import { World } from '../testing/world.ts';
import { nodeTtlController } from './node-ttl-controller.ts';

const secondsOf = (world: World, name: string) =>
  world.get('nodes', name)?.metadata?.annotations?.['node.alpha.kubernetes.io/ttl'];

it('tells each node how long it may keep things, longer in a larger cluster', () => {
  const world = new World([nodeTtlController]);
  world.addNode('first');
  world.start();
  world.run(1);
  expect(secondsOf(world, 'first')).toBe('0');
  for (let n = 0; n < 100; n++) world.addNode(`node-${n}`);
  world.run(5);
  expect(secondsOf(world, 'node-99')).toBe('15');
});
