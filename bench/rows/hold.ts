import { SECOND } from '../../main/engine/kernel/time.ts';
import { addReplicas, readyCluster, runFor, runningPods, runUntil } from '../clusters.ts';
import { elapsedMs } from '../measuring.ts';
import type { BenchRow } from '../row.ts';

const NODES = 5_000;
const PODS = 150_000;
const CONTROLLERS = 150;
const SETTLE_SECONDS = 60;
const HELD_SECONDS = 60;
const LIMIT_US = 3_600 * SECOND;

/** What was found when the large cluster was held, once for both rows. */
interface Held {
  readonly speed: number;
  readonly memoryMegabytes: number;
}

let held: Held | undefined;

export const rows: readonly BenchRow[] = [
  {
    id: 'hold-speed',
    what: 'hold 5,000 nodes and 150,000 Pods: speed',
    bar: 1,
    unit: 'times real time',
    better: 'more',
    measure: () => (held ??= hold()).speed,
  },
  {
    id: 'hold-memory',
    what: 'hold 5,000 nodes and 150,000 Pods: memory of the engine',
    bar: 3_000,
    unit: 'MB',
    better: 'less',
    measure: () => (held ??= hold()).memoryMegabytes,
  },
];

function hold(): Held {
  const cluster = readyCluster(NODES);
  const wanted = runningPods(cluster) + PODS;
  for (let index = 0; index < CONTROLLERS; index++) addReplicas(cluster, `web-${String(index)}`, PODS / CONTROLLERS);
  runUntil(cluster, () => runningPods(cluster) === wanted, LIMIT_US);
  runFor(cluster, SETTLE_SECONDS);
  const speed = (HELD_SECONDS * 1_000) / elapsedMs(() => runFor(cluster, HELD_SECONDS));
  return { speed, memoryMegabytes: process.memoryUsage().rss / 1_000_000 };
}
