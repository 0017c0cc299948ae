// What a signal does: a handler of the program or the shell takes it, or it ends the process, or nothing happens.
import { type SignalName, exitCodeOf, isHarmless } from './signals.ts';
import type { System } from './system.ts';
import type { ProcessEntry } from './table.ts';
import { takesSignal } from '../shell/shell.ts';
import { applyTurn, leave } from './turns.ts';

/** What a program takes to end when it is told to. */
const SHUTDOWN_US = 1_000;

/**
 * The first process of a container is protected by the kernel: of what it does not handle only SIGKILL from outside
 * ends it.
 */
export function deliver(os: System, process: ProcessEntry, signal: SignalName, from: 'inside' | 'outside'): void {
  const isProtected = process.pid === 1 && (from === 'inside' || signal !== 'KILL');
  if (signal === 'KILL') {
    if (!isProtected) os.finish(process, exitCodeOf('KILL'));
  } else if (process.ignores?.includes(signal) !== true && !isTaken(os, process, signal)) {
    if (!isProtected && !isHarmless(signal)) os.finish(process, exitCodeOf(signal));
  }
}

function isTaken(os: System, process: ProcessEntry, signal: SignalName): boolean {
  if (process.task.type === 'program') return isHandled(os, process, process.task.state, signal);
  if (!takesSignal(process.task.shell, signal)) return false;
  const { pending = [] } = process;
  if (!pending.includes(signal)) process.pending = [...pending, signal];
  return true;
}

/** Whether the program handles the signal itself. */
function isHandled(
  os: System,
  process: ProcessEntry,
  state: Extract<ProcessEntry['task'], { type: 'program' }>['state'],
  signal: SignalName,
): boolean {
  const turn = os.host.program(process.argv)?.signal?.(os.own(process), state, signal);
  if (!turn) return false;
  os.wakeNever(process);
  if (typeof turn.next === 'object' && 'exitCode' in turn.next) {
    os.log(process, turn.logs);
    leave(os, process, turn.next.exitCode, turn.afterUs ?? SHUTDOWN_US);
  } else applyTurn(os, process, turn);
  return true;
}
