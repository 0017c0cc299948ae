import { frameMs } from '../frames.ts';
import type { BenchRow } from '../row.ts';

export const row: BenchRow = {
  id: 'frame-moving',
  what: 'a frame with 1,000 nodes, 10,000 Pods and 2,000 packets moving, 1280 x 800, without a GPU, 95th percentile',
  bar: 16,
  unit: 'ms',
  better: 'less',
  measure: () => frameMs({ nodes: 1_000, pods: 10_000, packets: 2_000 }),
};
