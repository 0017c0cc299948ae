import { wordsOf } from '../os/signals.ts';
import type { Wait } from '../os/table.ts';
import type { ShellRun } from './run.ts';
import type { Frame } from './state.ts';

/** Waits for the one child of a frame, and ends with its exit code. */
export function childOf(run: ShellRun, { pids: [pid = 0] = [] }: Frame): Wait | undefined {
  const status = run.own.ended(pid);
  if (status === undefined) return run.waitFor(pid);
  const words = wordsOf(status);
  if (words !== undefined) run.own.err(`${words}\n`);
  return run.done(status);
}
