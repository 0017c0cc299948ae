// What kubelets tell a metrics server of the containers on their machines.
import type { Pod } from './generated/types.ts';

export interface MeasuredContainer {
  readonly name: string;
  /** Thousandths of cores, as the mean of the last 15 s. */
  readonly cpuMilli: number;
  readonly memoryBytes: number;
}

/** What the containers of a Pod use; undefined while its machine cannot be asked. */
export type Meter = (pod: Pod) => readonly MeasuredContainer[] | undefined;
