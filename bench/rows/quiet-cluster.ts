import { SECOND } from '../../main/engine/kernel/time.ts';
import { addReplicas, readyCluster, runFor, runningPods, runUntil } from '../clusters.ts';
import { elapsedMs } from '../measuring.ts';
import type { BenchRow } from '../row.ts';

const NODES = 100;
const PODS = 3_000;
const SETTLE_SECONDS = 60;
const QUIET_SECONDS = 300;
const LIMIT_US = 3_600 * SECOND;

const probed = { readinessProbe: { httpGet: { path: '/', port: 80 }, periodSeconds: 10 } };

export const row: BenchRow = {
  id: 'quiet-cluster',
  what: 'quiet cluster of 100 nodes and 3,000 Pods with probes',
  bar: 1_000,
  unit: 'times real time',
  better: 'more',
  measure: () => {
    const cluster = readyCluster(NODES);
    const wanted = runningPods(cluster) + PODS;
    addReplicas(cluster, 'web', PODS, probed);
    runUntil(cluster, () => runningPods(cluster) === wanted, LIMIT_US);
    runFor(cluster, SETTLE_SECONDS);
    return (QUIET_SECONDS * 1_000) / elapsedMs(() => runFor(cluster, QUIET_SECONDS));
  },
};
