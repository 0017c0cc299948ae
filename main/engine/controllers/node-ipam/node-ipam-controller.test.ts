import { describe, expect, it } from 'vitest';
import { World } from '../testing/world.ts';
import { nodeIpamController } from './node-ipam-controller.ts';
import { PodRanges } from './pod-ranges.ts';

describe('node IPAM controller', () => {
  it('gives each node the next /24 of the cluster, and keeps what is given', () => {
    const world = new World([nodeIpamController]);
    world.addNode('worker232', { spec: { podCIDR: '10.100.1.0/24', podCIDRs: ['10.100.1.0/24'] } });
    world.start();
    for (const name of ['a', 'b', 'c']) world.addNode(name);
    world.run(1);
    const ranges = world.all('nodes').map(({ metadata, spec }) => [metadata?.name, spec?.podCIDR]);
    expect(ranges).toEqual([
      ['worker232', '10.100.1.0/24'],
      ['a', '10.100.0.0/24'],
      ['b', '10.100.2.0/24'],
      ['c', '10.100.3.0/24'],
    ]);
    expect(world.get('nodes', 'c')?.spec?.podCIDRs).toEqual(['10.100.3.0/24']);
  });

  it('uses a freed range again only after all others, and says when none is left', () => {
    const ranges = new PodRanges('10.0.0.0/22');
    expect(ranges.allocate('a')).toBe('10.0.0.0/24');
    ranges.release('a');
    const later = new PodRanges('10.0.0.0/22', ranges.save());
    expect(['b', 'c', 'd', 'e', 'f'].map((node) => later.allocate(node))).toEqual([
      '10.0.1.0/24',
      '10.0.2.0/24',
      '10.0.3.0/24',
      '10.0.0.0/24',
      undefined,
    ]);
  });
});
