// Whether a process can go on: what it waited for has come, and there is room for what it writes.
import type { OpenFiles } from './open-files.ts';
import { type ProcessEntry, type ProcessTable, fdsOf } from './table.ts';

/** `stdinOpen`: whether the container's own standard input may still have something to say. */
export function canRun(process: ProcessEntry, table: ProcessTable, open: OpenFiles, stdinOpen: boolean): boolean {
  if (process.fds && (open.isFull(process.fds['1']) || open.isFull(process.fds['2']))) return false;
  const { wait } = process;
  if (!wait) return true;
  if ('interruptible' in wait && (process.pending ?? []).length > 0) return true;
  switch (wait.for) {
    case 'child':
      return childEnded(process, table, wait.pid);
    case 'input': {
      const descriptor = fdsOf(process)[String(wait.fd)];
      if (descriptor === 'stdin') return !stdinOpen;
      return typeof descriptor !== 'number' || open.isReadable(descriptor);
    }
    case 'time':
    case 'ever':
      return false;
  }
}

/** Whether a child, or without a number all of them, have ended. */
function childEnded({ pid, ended = [] }: ProcessEntry, table: ProcessTable, child: number | undefined): boolean {
  const isRunning = table.processes.some(
    (each) => each.parent === pid && (child === undefined || each.pid === child) && each.exec === undefined,
  );
  return !isRunning || (child !== undefined && ended.some(([each]) => each === child));
}
