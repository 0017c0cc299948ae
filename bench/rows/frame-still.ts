import { frameMs } from '../frames.ts';
import type { BenchRow } from '../row.ts';

export const row: BenchRow = {
  id: 'frame-150000',
  what: 'a frame with 5,000 nodes and 150,000 Pods while zooming, 1280 x 800, without a GPU, 95th percentile',
  bar: 33,
  unit: 'ms',
  better: 'less',
  measure: () => frameMs({ nodes: 5_000, pods: 150_000, zooming: true }),
};
