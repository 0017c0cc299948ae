// Builtins that change what is under way.
import { resolvePath } from '../../os/paths.ts';
import type { ShellRun } from '../run.ts';
import { slotFor } from '../state.ts';
import type { Builtin } from './builtin.ts';

export const flow: Readonly<Record<string, Builtin>> = {
  ':': () => 0,
  break: (run, [count]) => leaveLoops(run, Number(count ?? 1), 'break'),
  continue: (run, [count]) => leaveLoops(run, Number(count ?? 1), 'continue'),
  return: (run, [status]) => leaveFunction(run, status),
  exit: (run, [status]) => {
    run.exit(status === undefined ? run.shell.status : numberOf(status));
    return 'handled';
  },
  eval: (run, args) => runText(run, args.join(' ')),
  '.': source,
  source,
  exec,
};

function numberOf(text: string): number {
  return /^-?\d+$/.test(text) ? Number(text) : 2;
}

function leaveLoops(run: ShellRun, count: number, how: 'break' | 'continue'): 'handled' {
  const { frames } = run.shell;
  run.shell.status = 0;
  let left = Math.max(1, count);
  while (frames.length > 0) {
    const top = frames.at(-1);
    if (!top || top.kind === 'call') break;
    const { type } = run.node(top);
    if (type === 'loop' || type === 'for') {
      if (--left === 0 && how === 'continue') break;
      run.pop();
      if (left === 0) break;
    } else run.pop();
  }
  return 'handled';
}

function leaveFunction(run: ShellRun, status: string | undefined): 'handled' {
  const { shell } = run;
  const result = status === undefined ? shell.status : numberOf(status) & 255;
  for (let top = shell.frames.at(-1); top; top = shell.frames.at(-1)) {
    const { kind } = top;
    run.pop();
    if (kind === 'call' || kind === 'source') break;
  }
  shell.status = result;
  return 'handled';
}

function runText(run: ShellRun, text: string): 'handled' {
  const { saved } = run.shell.frames.at(-1) ?? {};
  const top = run.shell.frames.at(-1);
  if (top) top.saved = undefined;
  run.pop();
  run.shell.status = 0;
  run.shell.frames.push({ script: slotFor(run.shell, text), node: -1, step: 0, saved });
  return 'handled';
}

function source(run: ShellRun, [file]: readonly string[]): number | 'handled' {
  if (file === undefined) return 2;
  const text = run.own.files.read(resolvePath(run.own.cwd, file));
  if (text === undefined) {
    run.complain(`.: can't open '${file}': No such file or directory`);
    run.exit(2);
    return 'handled';
  }
  runText(run, text);
  const top = run.shell.frames.at(-1);
  if (top) top.kind = 'source';
  return 'handled';
}

/** Without a command its redirections stay; else the program takes the shell's place. */
function exec(run: ShellRun, args: readonly string[]): number | 'handled' {
  const frame = run.shell.frames.at(-1);
  const words = args[0] === '--' ? args.slice(1) : args;
  if (frame && words.length === 0) frame.saved = undefined;
  if (words.length === 0) return 0;
  if (run.os.become(run.process, words, run.environment())) return 'handled';
  run.complain(`exec: ${words[0] ?? ''}: not found`);
  run.exit(127);
  return 'handled';
}
