// Ctrl-C at a terminal: SIGINT for its foreground. A shell that reads commands there goes on and gives up the one under way.
import { giveUpCommand } from '../shell/shell.ts';
import { exitCodeOf } from './signals.ts';
import type { System } from './system.ts';
import type { ProcessEntry } from './table.ts';

/** `first` is the process that the terminal was opened for. */
export function interruptForeground(os: System, first: ProcessEntry): void {
  const { task } = first;
  const reads = task.type === 'shell' && task.shell.reads !== undefined && task.shell.traps['INT'] === undefined;
  const background = new Set(reads ? task.shell.jobs : []);
  const below = descendantsOf(os, first, background);
  for (const { pid } of reads ? below : [first, ...below]) os.signal(pid, 'INT', 'outside');
  if (!reads || !os.isAlive(first)) return;
  os.wakeNever(first);
  first.wait = undefined;
  giveUpCommand(os, first, task.shell, exitCodeOf('INT'));
}

/** All children and theirs, without those of `except` and what is below them. */
function descendantsOf(os: System, { pid }: ProcessEntry, except: ReadonlySet<number>): readonly ProcessEntry[] {
  const children = os.table.processes.filter(
    (each) => each.parent === pid && each.exec === undefined && !except.has(each.pid),
  );
  return children.flatMap((child) => [child, ...descendantsOf(os, child, except)]);
}
