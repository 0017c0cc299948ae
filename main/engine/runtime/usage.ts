// Models what cAdvisor measures of containers (v1.35): the memory that their processes hold, and the share of cores that
// they keep busy. Nothing is measured until somebody asks.
import { METRICS_WINDOW_US, type MeasuredContainer } from '../api/meter.ts';
import type { Micros } from '../kernel/time.ts';
import type { Use } from './catalogue.ts';
import type { Container, Work } from './container.ts';
import type { ProcessEntry } from './os/table.ts';

/** What a tool or a shell holds. */
const TOOL_BYTES = 450 * 2 ** 10;
/** One that gave way so often without ever waiting counts as busy. */
const BUSY_TURNS = 3;
const CORE_MILLI = 1_000;

/** Counts a request more. */
export function countWork(container: Container, now: Micros, tookUs: number): void {
  const window = windowOf(now);
  const { work } = container;
  if (work?.window === window) work.usedUs += tookUs;
  else container.work = { window, usedUs: tookUs, beforeUs: lastWindow(work, window) };
}

/** What a running container used in the last whole window; `use` is what its image's own program takes. */
export function usageOf(container: Container, use: Use, now: Micros): MeasuredContainer {
  const { processes } = container.processes;
  const busy = processes.reduce((sum, process) => sum + cpuOf(process), 0);
  const answering = Math.round((lastWindow(container.work, windowOf(now)) / METRICS_WINDOW_US) * CORE_MILLI);
  return {
    name: container.config.name,
    cpuMilli: use.cpuMilli + busy + answering,
    memoryBytes: processes.reduce((sum, { memory = TOOL_BYTES }) => sum + memory, 0),
  };
}

const windowOf = (now: Micros) => Math.floor(now / METRICS_WINDOW_US);

function lastWindow(work: Work | undefined, window: number): number {
  if (work?.window === window) return work.beforeUs;
  return work?.window === window - 1 ? work.usedUs : 0;
}

function cpuOf({ cpuMilli = 0, busy = 0 }: ProcessEntry): number {
  return cpuMilli + (busy >= BUSY_TURNS ? CORE_MILLI : 0);
}
