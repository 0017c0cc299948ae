// One turn of a process: it goes on until it waits, ends, or has had its share.
import type { Next, Turn } from '../programs/program.ts';
import { runShell } from '../shell/shell.ts';
import { baseName } from './paths.ts';
import type { System } from './system.ts';
import type { ProcessEntry, Wait } from './table.ts';

/** Turns of programs count as so many steps of a shell. */
const PROGRAM_STEPS = 25;
/** One that has used up its share has to give way for so long, and longer the longer it goes on without waiting. */
const BUSY_US = 10_000;
const BUSY_US_MAX = 1_000_000;
const NOT_FOUND = 127;
const FOR_EVER: Wait = { for: 'ever' };

export function takeTurn(os: System, process: ProcessEntry): void {
  if (process.leaving !== undefined) os.finish(process, process.leaving);
  else if (!os.step(process, process.task.type === 'program' ? PROGRAM_STEPS : 1)) giveWay(os, process);
  else if (process.task.type === 'shell') goOnWithShell(os, process, process.task.shell);
  else {
    const program = os.host.program(process.argv);
    if (program) applyTurn(os, process, program.run(os.own(process), process.task.state));
    else os.finish(process, NOT_FOUND);
  }
}

function giveWay(os: System, process: ProcessEntry): void {
  process.busy = (process.busy ?? 0) + 1;
  process.wait = os.sleep(process, Math.min(BUSY_US * process.busy, BUSY_US_MAX));
}

function goOnWithShell(os: System, process: ProcessEntry, shell: Parameters<typeof runShell>[2]): void {
  const outcome = runShell(os, process, shell);
  if (outcome === 'gone' || outcome === 'busy') return;
  if (typeof outcome === 'number') os.finish(process, outcome);
  else settle(process, outcome);
}

/** Does what a program has decided. */
export function applyTurn(os: System, process: ProcessEntry, turn: Turn): void {
  if (!os.isAlive(process)) return;
  process.task = { type: 'program', state: turn.state };
  os.log(process, turn.logs);
  if (turn.listens) {
    process.listens = turn.listens;
    os.host.listensChanged();
  }
  goOn(os, process, turn.next);
  if (turn.component !== undefined) os.host.componentUp(turn.component);
}

function goOn(os: System, process: ProcessEntry, next: Next): void {
  if (next === 'stay') settle(process, FOR_EVER);
  else if (next === 'input') settle(process, { for: 'input', fd: 0 });
  else if ('waitUs' in next) settle(process, os.sleep(process, next.waitUs));
  else if ('child' in next) settle(process, { for: 'child', pid: next.child });
  else if ('exitCode' in next) os.finish(process, next.exitCode);
  else if (!os.become(process, next.become, next.env ?? process.env)) {
    const [name = ''] = process.argv;
    os.write(process, 2, `${baseName(name)}: can't execute '${next.become[0] ?? ''}': No such file or directory\n`);
    os.finish(process, NOT_FOUND);
  }
}

function settle(process: ProcessEntry, wait: Wait): void {
  process.wait = wait;
  if (process.busy !== undefined) process.busy = undefined;
}

/** Lets a process end after a moment, whatever it waits for. */
export function leave(os: System, process: ProcessEntry, exitCode: number, afterUs = 0): void {
  os.wakeNever(process);
  process.leaving = exitCode;
  process.wait = os.sleep(process, afterUs);
}
