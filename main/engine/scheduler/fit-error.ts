// Models FitError in pkg/scheduler/framework/types.go (v1.35): why a Pod fits nowhere, in the scheduler's own words.
import type { Failure } from './plugin.ts';
import type { Selection } from './selection.ts';

export interface Rejection {
  readonly message: string;
  readonly plugins: readonly string[];
}

/** `preemption` tells what came of it; undefined when room is being made. */
export function rejection({ failures, blocked }: Selection, total: number, preemption: string | undefined): Rejection {
  const found = failures.map(([, failure]) => failure);
  const plugins = blocked ? [blocked.plugin] : [...new Set(found.map(({ plugin }) => plugin))].sort();
  if (total === 0) return { message: 'no nodes available to schedule pods', plugins };
  const head = `0/${String(total)} nodes are available:`;
  if (blocked) return { message: `${head} ${blocked.message}. not found`, plugins };
  const tail = preemption === undefined ? '' : ` no new claims to deallocate, preemption: ${preemption}`;
  return { message: `${head} ${histogram(reasonsOf(found))}.${tail}`, plugins };
}

export const reasonsOf = (failures: readonly Failure[]): readonly string[] =>
  failures.flatMap(({ reasons }) => reasons);

/** `1 this, 2 that`, in text order. */
export function histogram(reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .map(([reason, count]) => `${String(count)} ${reason}`)
    .sort()
    .join(', ');
}
