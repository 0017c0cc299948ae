// Models pkg/scheduler/framework/plugins/noderesources/balanced_allocation.go (v1.35).
import { POINTS_MAX, type ScorePlugin } from '../plugin.ts';

/** The closer the used shares of cpu and memory are to one another the better; Pods that ask for neither do not count. */
export const nodeResourcesBalancedAllocation: ScorePlugin = {
  name: 'NodeResourcesBalancedAllocation',
  weight: 1,
  score({ needs: { requests } }, node) {
    if (requests.cpuMilli === 0 && requests.memoryBytes === 0) return 0;
    const { cpuMilli, memoryBytes } = node.allocatable;
    if (cpuMilli === 0 || memoryBytes === 0) return POINTS_MAX;
    const cpu = Math.min(1, (node.cpuMilli + requests.cpuMilli) / cpuMilli);
    const memory = Math.min(1, (node.memoryBytes + requests.memoryBytes) / memoryBytes);
    const deviation = Math.abs((cpu - memory) / 2);
    return Math.trunc((1 - deviation) * POINTS_MAX);
  },
};
