// Models FitError in pkg/scheduler/framework/types.go and the messages of default preemption (v1.35): why a Pod fits
// nowhere, in the scheduler's own words. Preemption itself is not simulated: no victims are ever found.
import type { Failure } from './plugin.ts';
import type { PodInfo } from './pod-info.ts';

export interface Rejection {
  readonly message: string;
  readonly plugins: readonly string[];
}

/** `failures` are of the nodes that were looked at, out of `total`. */
export function rejection(pod: PodInfo, failures: readonly Failure[], total: number): Rejection {
  const plugins = [...new Set(failures.map(({ plugin }) => plugin))].sort();
  if (total === 0) return { message: 'no nodes available to schedule pods', plugins };
  const reasons = histogram(failures.flatMap((failure) => failure.reasons));
  const head = `0/${String(total)} nodes are available:`;
  return {
    message: `${head} ${reasons}. no new claims to deallocate, preemption: ${preemption(pod, failures, total)}`,
    plugins,
  };
}

function preemption({ pod }: PodInfo, failures: readonly Failure[], total: number): string {
  if (pod.spec?.preemptionPolicy === 'Never') return 'not eligible due to preemptionPolicy=Never.';
  const hopeful = failures.filter(({ resolvable }) => resolvable).length;
  const verdicts = [
    ...Array.from({ length: hopeful }, () => 'No preemption victims found for incoming pod'),
    ...Array.from({ length: total - hopeful }, () => 'Preemption is not helpful for scheduling'),
  ];
  return `0/${String(total)} nodes are available: ${histogram(verdicts)}.`;
}

/** `1 this, 2 that`, in text order. */
function histogram(reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .map(([reason, count]) => `${String(count)} ${reason}`)
    .sort()
    .join(', ');
}
