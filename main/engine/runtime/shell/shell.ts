// The shell as a process: how it starts, goes on after a wait, and ends.
import { baseName, resolvePath } from '../os/paths.ts';
import { type SignalName, exitCodeOf } from '../os/signals.ts';
import type { System } from '../os/system.ts';
import type { ProcessEntry, Task, Wait } from '../os/table.ts';
import { step } from './interpreter.ts';
import { ShellRun } from './run.ts';
import { type CommandInput, type ShellState, newShell, slotFor } from './state.ts';

const SHELLS = new Set(['sh', 'bash', 'ash', 'dash']);
const FILE_NOT_FOUND = 2;

export function isShellName(name: string): boolean {
  return SHELLS.has(baseName(name));
}

/** A shell that a command line begins: `sh -c TEXT`, `sh FILE`, or one that reads its commands. */
export function startShell(argv: readonly string[], env: Readonly<Record<string, string>>): Task {
  const [name = 'sh', ...rest] = argv;
  let letters = '';
  let long = '';
  while (/^[-+][a-zA-Z-]/.test(rest[0] ?? '') && rest[0] !== '--') {
    const option = rest.shift() ?? '';
    if (option.startsWith('--')) continue;
    if (option.endsWith('o')) long += ` ${rest.shift() ?? ''}`;
    letters += option.slice(1);
  }
  if (rest[0] === '--') rest.shift();
  const shell = letters.includes('c') ? withText(name, rest, env) : withFile(name, rest, env, letters);
  shell.options =
    Array.from(letters)
      .filter((letter) => 'euxf'.includes(letter))
      .join('') + (long.includes('pipefail') ? 'p' : '');
  return { type: 'shell', shell };
}

function withText(
  name: string,
  [text = '', zero, ...args]: string[],
  env: Readonly<Record<string, string>>,
): ShellState {
  const shell = newShell(zero ?? name, args, env);
  shell.frames.push({ script: slotFor(shell, text), node: -1, step: 0, kind: 'source' });
  return shell;
}

function withFile(
  name: string,
  [file, ...args]: string[],
  env: Readonly<Record<string, string>>,
  letters: string,
): ShellState {
  const shell = newShell(file ?? name, args, env);
  if (file === undefined || letters.includes('s')) shell.reads = { buffer: '', prompts: letters.includes('i') };
  else shell.file = file;
  return shell;
}

/** Whether a shell does something of its own about a signal, if only to note it. */
export function takesSignal({ traps }: ShellState, signal: SignalName): boolean {
  return traps[signal] !== undefined;
}

/** A shell that reads commands gives up the one under way, and what has been typed of the next. */
export function giveUpCommand(os: System, process: ProcessEntry, shell: ShellState, status: number): void {
  const run = new ShellRun(os, process, shell);
  while (shell.frames.length > 0) run.pop();
  if (shell.reads) shell.reads = { buffer: '', prompts: shell.reads.prompts };
  shell.status = status;
}

/** Goes on until the shell has to wait, or ends: its exit code. `gone`: it is no more; `busy`: there is more to do. */
export function runShell(os: System, process: ProcessEntry, shell: ShellState): number | Wait | 'gone' | 'busy' {
  const run = new ShellRun(os, process, shell);
  shell.home ??= process.pid;
  for (;;) {
    takePending(run);
    const outcome = shell.frames.length > 0 ? step(run) : next(run);
    if (!os.isAlive(process)) return 'gone';
    if (process.task.type !== 'shell' || process.task.shell !== shell) return 'busy';
    if (outcome !== undefined) return outcome;
    if (!os.step(process)) return 'busy';
  }
}

/** Begins the handler of a signal that has arrived. */
function takePending({ process, shell }: ShellRun): void {
  const [signal, ...others] = process.pending ?? [];
  if (signal === undefined) return;
  process.pending = others.length > 0 ? others : undefined;
  const text = shell.traps[signal] ?? '';
  if (text === '') return;
  const top = shell.frames.at(-1);
  if (top?.words && top.step > 0) top.interrupted = exitCodeOf(signal);
  shell.frames.push({ script: slotFor(shell, text), node: -1, step: 0, kind: 'trap', status: shell.status });
}

/** No command is under way: the next one, or the end. */
function next(run: ShellRun): number | Wait | undefined {
  const { shell } = run;
  if (shell.exiting === undefined && shell.file !== undefined) return openFile(run, shell.file);
  if (shell.exiting === undefined && shell.reads) return readCommand(run, shell.reads);
  shell.exiting ??= shell.status;
  const { EXIT: text = '' } = shell.traps;
  delete shell.traps['EXIT'];
  if (text === '') return shell.exiting;
  shell.status = shell.exiting;
  shell.frames.push({ script: slotFor(shell, text), node: -1, step: 0, kind: 'trap', status: shell.exiting });
  return undefined;
}

function openFile(run: ShellRun, file: string): number | undefined {
  const { shell, own } = run;
  shell.file = undefined;
  const text = own.files.read(resolvePath(own.cwd, file));
  if (text === undefined) {
    own.err(`${baseName(own.argv[0] ?? 'sh')}: can't open '${file}': No such file or directory\n`);
    return FILE_NOT_FOUND;
  }
  shell.fromFile = true;
  shell.frames.push({ script: slotFor(shell, text), node: -1, step: 0, kind: 'source' });
  return undefined;
}

/** What a shell asks with, which may stand in PS1 and PS2; that of bash names the machine. */
function promptOf({ shell, own, process }: ShellRun, continues: boolean): string {
  if (continues) return shell.vars['PS2'] ?? '> ';
  const folder = own.cwd === own.env['HOME'] ? '~' : own.cwd;
  const isBash = baseName(process.argv[0] ?? '') === 'bash';
  return shell.vars['PS1'] ?? (isBash ? `root@${own.hostname}:${folder}# ` : `${folder} # `);
}

/** Reads lines until they are a whole command. */
function readCommand(run: ShellRun, reads: CommandInput): number | Wait | undefined {
  const { shell, own, os } = run;
  if (reads.prompts && reads.asked !== true) {
    own.err(promptOf(run, reads.buffer !== ''));
    reads.asked = true;
  }
  const line = own.read('\n');
  if (line.text === '' && !line.ended) return { for: 'input', fd: 0, interruptible: true };
  reads.asked = undefined;
  reads.buffer += line.text;
  if (reads.buffer === '') {
    shell.exiting = shell.status;
    return undefined;
  }
  const { incomplete } = os.host.scripts.get(reads.buffer);
  if (incomplete && !line.ended) return undefined;
  const text = reads.buffer;
  reads.buffer = '';
  shell.frames.push({ script: slotFor(shell, text), node: -1, step: 0, kind: 'source' });
  return undefined;
}
