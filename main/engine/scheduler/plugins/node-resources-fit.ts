// Models pkg/scheduler/framework/plugins/noderesources/fit.go and least_allocated.go (v1.35).
import type { NodeInfo } from '../node-info.ts';
import { type FilterPlugin, POINTS_MAX, type ScorePlugin } from '../plugin.ts';
import type { PodInfo } from '../pod-info.ts';

const name = 'NodeResourcesFit';

interface Shortage {
  readonly reason: string;
  /** Whether the node would be too small even if it were empty. */
  readonly isTooMuch: boolean;
}

/** What a Pod asks for must be free; of the nodes where it is, those with the most left are best. */
export const nodeResourcesFit: FilterPlugin & ScorePlugin = {
  name,
  weight: 1,
  filter(pod, node) {
    if (plainlyFits(pod, node)) return undefined;
    const shortages = shortagesOf(pod, node);
    if (shortages.length === 0) return undefined;
    return {
      plugin: name,
      reasons: shortages.map(({ reason }) => reason),
      resolvable: !shortages.some(({ isTooMuch }) => isTooMuch),
    };
  },
  score({ needs: { presumed } }, node) {
    const { cpuMilli, memoryBytes } = node.allocatable;
    const cpu = shareLeft(node.presumedCpuMilli + presumed.cpuMilli, cpuMilli);
    const memory = shareLeft(node.presumedMemoryBytes + presumed.memoryBytes, memoryBytes);
    const counted = Number(cpuMilli > 0) + Number(memoryBytes > 0);
    return counted === 0 ? 0 : Math.floor((cpu + memory) / counted);
  },
};

/** The common case, without anything being made: no extended resources, and all that is asked for is free. */
function plainlyFits({ needs: { requests } }: PodInfo, node: NodeInfo): boolean {
  const { allocatable } = node;
  return (
    node.podCount < node.podsMax &&
    (requests.cpuMilli === 0 || requests.cpuMilli <= allocatable.cpuMilli - node.cpuMilli) &&
    (requests.memoryBytes === 0 || requests.memoryBytes <= allocatable.memoryBytes - node.memoryBytes) &&
    (requests.storageBytes === 0 || requests.storageBytes <= allocatable.storageBytes - node.storageBytes) &&
    requests.others.size === 0
  );
}

/** All that is short, in the order in which messages are made; none when extended resources are there after all. */
function shortagesOf({ needs: { requests } }: PodInfo, node: NodeInfo): readonly Shortage[] {
  const { allocatable } = node;
  const asked: [resource: string, amount: number, total: number, used: number][] = [
    ['cpu', requests.cpuMilli, allocatable.cpuMilli, node.cpuMilli],
    ['memory', requests.memoryBytes, allocatable.memoryBytes, node.memoryBytes],
    ['ephemeral-storage', requests.storageBytes, allocatable.storageBytes, node.storageBytes],
  ];
  for (const [resource, amount] of requests.others) {
    asked.push([resource, amount, allocatable.others.get(resource) ?? 0, node.others.get(resource) ?? 0]);
  }
  const short = asked
    .filter(([, amount, total, used]) => amount > 0 && amount > total - used)
    .map(([resource, amount, total]) => ({ reason: `Insufficient ${resource}`, isTooMuch: amount > total }));
  return node.podCount < node.podsMax ? short : [{ reason: 'Too many pods', isTooMuch: false }, ...short];
}

/** How much of a resource would be left, in whole points. */
function shareLeft(requested: number, capacity: number): number {
  if (capacity === 0 || requested > capacity) return 0;
  return Math.floor(((capacity - requested) * POINTS_MAX) / capacity);
}
