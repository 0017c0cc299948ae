// Builtins for children in the background and for signals.
import { signalNamed } from '../../os/signals.ts';
import type { ShellRun } from '../run.ts';
import type { Frame } from '../state.ts';
import type { Builtin, BuiltinOutcome } from './builtin.ts';

const NOT_A_CHILD = 127;

export const jobs: Readonly<Record<string, Builtin>> = { wait, trap, jobs: listJobs, fg: () => 0, bg: () => 0 };

function wait(run: ShellRun, args: readonly string[], frame: Frame): BuiltinOutcome {
  const { interrupted } = frame;
  frame.interrupted = undefined;
  if (interrupted !== undefined) return interrupted;
  return args.length === 0 ? waitForAll(run) : waitFor(run, args);
}

function waitForAll({ os, process, shell }: ShellRun): BuiltinOutcome {
  const isRunning = os.table.processes.some(({ parent, exec }) => parent === process.pid && exec === undefined);
  if (isRunning) return { for: 'child', interruptible: true };
  process.ended = undefined;
  shell.jobs = [];
  return 0;
}

/** One after the other; the last one's exit code counts. */
function waitFor(run: ShellRun, args: readonly string[]): BuiltinOutcome {
  const { os, process, shell, own } = run;
  let status = 0;
  for (const arg of args) {
    const pid = arg.startsWith('%') ? (shell.jobs[Number(arg.slice(1)) - 1] ?? -1) : Number(arg);
    if (os.table.processes.some((each) => each.pid === pid && each.parent === process.pid)) {
      return { for: 'child', pid, interruptible: true };
    }
    status = process.ended?.find(([each]) => each === pid)?.[1] ?? NOT_A_CHILD;
    if (args.length === 1) own.ended(pid);
  }
  return status;
}

function trap(run: ShellRun, args: readonly string[]): number {
  const { shell, own } = run;
  const words = args[0] === '--' ? args.slice(1) : args;
  const [action = '', ...names] = words;
  if (words.length === 0) {
    for (const [name, text] of Object.entries(shell.traps)) own.out(`trap -- '${text}' ${name}\n`);
    return 0;
  }
  const resets = action === '-' || names.length === 0;
  for (const each of resets && action !== '-' ? words : names) {
    const name = /^(0|EXIT)$/i.test(each) ? 'EXIT' : signalNamed(each);
    if (name === undefined) {
      run.complain(`trap: ${each}: invalid signal specification`);
      return 1;
    }
    if (resets) Reflect.deleteProperty(shell.traps, name);
    else shell.traps[name] = action;
  }
  return 0;
}

function listJobs({ shell, os, own }: ShellRun): number {
  shell.jobs.forEach((pid, index) => {
    const process = os.table.processes.find((each) => each.pid === pid);
    if (process) own.out(`[${String(index + 1)}]  Running                 ${process.argv.join(' ')}\n`);
  });
  return 0;
}
