// Makes a failing history shorter: steps are left out as long as it goes on failing.
import type { History, Step } from './step.ts';

/**
 * The shortest history found by leaving out ever smaller stretches of steps, and then pauses. `fails` plays a history
 * and says whether it still fails in the same way; it is asked `triesMax` times at most.
 */
export function shrink(history: History, fails: (shorter: History) => boolean, triesMax = 200): History {
  let tries = 0;
  const isFailing = (steps: readonly Step[]) => tries++ < triesMax && fails({ ...history, steps });
  let steps = history.steps;
  for (let size = Math.ceil(steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    let from = 0;
    while (from < steps.length) {
      const shorter = without(steps, from, size);
      if (isFailing(shorter)) steps = shorter;
      else from += size;
    }
  }
  return { ...history, steps };
}

/** The steps without some of them; the time that passes stays as long. */
function without(steps: readonly Step[], from: number, count: number): readonly Step[] {
  const gap = steps.slice(from, from + count).reduce((sum, { waitMs }) => sum + waitMs, 0);
  const rest = steps
    .slice(from + count)
    .map((step, index) => (index === 0 ? { ...step, waitMs: step.waitMs + gap } : step));
  return [...steps.slice(0, from), ...rest];
}
