// Builtins for places: the working directory, and where commands are.
import { isDirectory } from '../../os/directories.ts';
import { resolvePath } from '../../os/paths.ts';
import type { ShellRun } from '../run.ts';
import type { Builtin } from './builtin.ts';
import { BUILTIN_NAMES } from './names.ts';

export const lookup: Readonly<Record<string, Builtin>> = {
  cd: changeDirectory,
  pwd: ({ own }) => {
    own.out(`${own.cwd}\n`);
    return 0;
  },
  command,
  type: (run, args) => Math.max(0, ...args.map((name) => tell(run, name, true))),
  hash: () => 0,
  umask: ({ own }, args) => {
    if (args.length === 0) own.out('0022\n');
    return 0;
  },
  ulimit: ({ own }) => {
    own.out('unlimited\n');
    return 0;
  },
  alias: () => 0,
  unalias: () => 0,
  shopt: () => 0,
};

function changeDirectory(run: ShellRun, args: readonly string[]): number {
  const { own, process, shell } = run;
  const target = args.find((arg) => !/^-[LP]$/.test(arg)) ?? shell.vars['HOME'] ?? '/';
  const path = resolvePath(own.cwd, target === '-' ? (shell.vars['OLDPWD'] ?? '/') : target);
  if (!isDirectory(own.files, path)) {
    run.complain(`cd: can't cd to ${target}: No such file or directory`);
    return 1;
  }
  shell.vars['OLDPWD'] = own.cwd;
  process.cwd = path;
  if (target === '-') own.out(`${path}\n`);
  return 0;
}

function command(run: ShellRun, args: readonly string[]): number | 'handled' {
  const [first = '', ...rest] = args;
  if (first === '-v' || first === '-V') return Math.max(0, ...rest.map((name) => tell(run, name, first === '-V')));
  const words = first === '-p' ? rest : args;
  const top = run.shell.frames.at(-1);
  if (!top || words.length === 0) return 0;
  const { process } = run;
  if (!run.os.isProgram(words, run.own.cwd)) {
    run.complain(`${words[0] ?? ''}: not found`);
    return 127;
  }
  const child = run.os.spawn({
    argv: words,
    parent: process.pid,
    env: run.environment(),
    cwd: process.cwd,
    fds: process.fds,
  });
  top.pids = [child?.pid ?? 0];
  top.step = 1;
  return 'handled';
}

/** Says what a name means; 127 when it means nothing. */
function tell({ own, shell }: ShellRun, name: string, atLength: boolean): number {
  const path = own.locate(name);
  const isFunction = Object.hasOwn(shell.functions, name);
  if (isFunction || BUILTIN_NAMES.has(name)) {
    own.out(atLength ? `${name} is a ${isFunction ? 'function' : 'shell builtin'}\n` : `${name}\n`);
  } else if (path !== undefined) own.out(atLength ? `${name} is ${path}\n` : `${path}\n`);
  else {
    if (atLength) own.err(`${name}: not found\n`);
    return 127;
  }
  return 0;
}
