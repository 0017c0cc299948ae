import { describe, expect, it } from 'vitest';
import type { Node, Pod } from '../../api/generated/types.ts';
import { ClusterView } from '../cluster-view.ts';
import { podInfo } from '../pod-info.ts';
import { scorers } from './registry.ts';

const MI = 2 ** 20;

function view(nodes: readonly Node[]): ClusterView {
  const view = new ClusterView(() => undefined);
  for (const node of nodes) view.setNode(node);
  return view;
}

const node = (name: string, more: Partial<Node> = {}): Node => ({
  metadata: { name, labels: { disk: name } },
  status: { allocatable: { cpu: '4', memory: '8Gi', pods: '110' } },
  ...more,
});
const pod = (requests: Record<string, string>, more: Partial<Pod['spec']> = {}): Pod => ({
  metadata: { name: 'p', namespace: 'default' },
  spec: { containers: [{ name: 'main', image: 'nginx:1.27', resources: { requests } }], ...more },
});

function score(scorer: string, subject: Pod, on: ClusterView, index = 0): number {
  const plugin = scorers.find(({ name }) => name === scorer)!;
  return plugin.score(podInfo(subject), on.nodes[index]!, on);
}

describe('raw scores', () => {
  it.each([
    // (4000-1000)/4000 and (8192-2048)/8192 are 75 each.
    ['NodeResourcesFit', { cpu: '1', memory: '2Gi' }, 75],
    // Nothing asked for counts as 100m and 200Mi: 97 each, rounded down.
    ['NodeResourcesFit', {}, 97],
    ['NodeResourcesFit', { cpu: '5', memory: '0' }, 50],
    ['NodeResourcesBalancedAllocation', { cpu: '1', memory: '2Gi' }, 100],
    // Shares of 1/2 and 0 are 1/4 away from their mean.
    ['NodeResourcesBalancedAllocation', { cpu: '2' }, 75],
    ['NodeResourcesBalancedAllocation', {}, 0],
  ])('%s of %o is %i', (scorer, requests, expected) => {
    expect(score(scorer, pod(requests), view([node('a')]))).toBe(expected);
  });

  it('ImageLocality counts the bytes that are there, less for images that few nodes have', () => {
    const images = [{ names: ['nginx:1.27'], sizeBytes: 500 * MI }];
    const having = (name: string) => node(name, { status: { allocatable: {}, images } });
    expect(score('ImageLocality', pod({}), view([having('a')]))).toBe(48);
    expect(score('ImageLocality', pod({}), view([having('a'), node('b')]))).toBe(23);
    expect(score('ImageLocality', pod({}), view([having('a'), node('b')]), 1)).toBe(0);
  });

  it('TaintToleration counts mild taints that are not tolerated', () => {
    const taints = ['x', 'y', 'z'].map((key) => ({ key, effect: 'PreferNoSchedule' }));
    const tolerations = [{ key: 'x', operator: 'Exists' }];
    expect(score('TaintToleration', pod({}, { tolerations }), view([node('a', { spec: { taints } })]))).toBe(2);
  });

  it('NodeAffinity adds up the weights of the terms that fit', () => {
    const term = (weight: number, disk: string) => ({
      weight,
      preference: { matchExpressions: [{ key: 'disk', operator: 'In', values: [disk] }] },
    });
    const affinity = {
      nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [term(5, 'a'), term(7, 'a'), term(80, 'b')] },
    };
    expect(score('NodeAffinity', pod({}, { affinity }), view([node('a')]))).toBe(12);
  });
});
