import { SECOND } from '../../main/engine/kernel/time.ts';
import { addReplicas, readyCluster, runningPods, runUntil } from '../clusters.ts';
import { perSecond } from '../measuring.ts';
import type { BenchRow } from '../row.ts';

const NODES = 1_000;
const PODS = 10_000;
const CONTROLLERS = 10;
const LIMIT_US = 3_600 * SECOND;

export const row: BenchRow = {
  id: 'create-to-running',
  what: `create to Running, 10,000 Pods on 1,000 nodes, full filter and score`,
  bar: 5_000,
  unit: 'Pods/s',
  better: 'more',
  measure: () => {
    const cluster = readyCluster(NODES);
    const wanted = runningPods(cluster) + PODS;
    return perSecond(PODS, () => {
      for (let index = 0; index < CONTROLLERS; index++)
        addReplicas(cluster, `web-${String(index)}`, PODS / CONTROLLERS);
      runUntil(cluster, () => runningPods(cluster) === wanted, LIMIT_US);
    });
  },
};
