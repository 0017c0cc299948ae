// What kubelets tell a metrics server of the containers on their machines.
import { SECOND } from '../kernel/time.ts';
import type { Pod } from './generated/types.ts';

/** Use is told as the mean of so long. */
export const METRICS_WINDOW_US = 15 * SECOND;

export interface MeasuredContainer {
  readonly name: string;
  /** Thousandths of cores, as the mean of the last whole window. */
  readonly cpuMilli: number;
  readonly memoryBytes: number;
}

/** What the containers of a Pod use; undefined while its machine cannot be asked. */
export type Meter = (pod: Pod) => readonly MeasuredContainer[] | undefined;
