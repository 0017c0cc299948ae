// The forms that commands come in: those that are over at once, those that need all of their input, and those that work
// line by line as it arrives.
import type { Json } from '../../../kernel/json.ts';
import type { Process, Program } from '../program.ts';

export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that neither waits nor reads its input. */
export type PlainCommand = (args: readonly string[], process: Process, name: string) => CommandResult;

export const done = (stdout = ''): CommandResult => ({ exitCode: 0, stdout, stderr: '' });
export const failed = (stderr: string, exitCode = 1): CommandResult => ({ exitCode, stdout: '', stderr });

/** What stands before the options' end, and the rest. */
export interface Options {
  /** Letters and long names that were given. */
  readonly flags: ReadonlySet<string>;
  readonly values: Readonly<Record<string, string>>;
  readonly operands: readonly string[];
}

/** Takes options apart; `valued` are the letters, and long names, that take a value. */
export function optionsOf(args: readonly string[], valued = '', longValued: readonly string[] = []): Options {
  const flags = new Set<string>();
  const values: Record<string, string> = {};
  const operands: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '--') {
      operands.push(...args.slice(at + 1));
      break;
    }
    if (arg.startsWith('--')) {
      const [name = '', value] = arg.slice(2).split(/=([^]*)/);
      flags.add(name);
      if (value !== undefined) values[name] = value;
      else if (longValued.includes(name)) values[name] = args[++at] ?? '';
    } else if (/^-./.test(arg)) {
      for (let index = 1; index < arg.length; index++) {
        const letter = arg.charAt(index);
        flags.add(letter);
        if (!valued.includes(letter)) continue;
        values[letter] = index + 1 < arg.length ? arg.slice(index + 1) : (args[++at] ?? '');
        break;
      }
    } else operands.push(arg);
  }
  return { flags, values, operands };
}

/** Options up to the first word that is none; what follows belongs to that word. */
export function leadingOptions(args: readonly string[], valued: string): Options {
  const isValue = (index: number) => new RegExp(`^-[${valued}]$`).test(args[index - 1] ?? '');
  const at = args.findIndex((arg, index) => !/^-./.test(arg) && !isValue(index));
  if (at < 0) return optionsOf(args, valued);
  return { ...optionsOf(args.slice(0, at), valued), operands: args.slice(at) };
}

/** A program that runs such a command. */
export function plain(command: PlainCommand): Program {
  return { run: (process) => finish(process, command(process.argv.slice(1), process, nameOf(process))) };
}

/** A command that looks at texts: files, or else all of its input. */
export interface TextCommand {
  /** The files among the arguments; none: standard input. `-` is standard input too. */
  readonly files: (args: readonly string[]) => readonly string[];
  readonly work: (args: readonly string[], texts: readonly NamedText[], process: Process) => CommandResult;
}

export interface NamedText {
  /** As written; empty for standard input. */
  readonly name: string;
  readonly text: string;
}

const ENDLESS = new Set(['/dev/zero', '/dev/urandom', '/dev/random', '/dev/full']);
const ENDLESS_BYTES = 2 ** 40;

export function texts({ files, work }: TextCommand): Program {
  return {
    run: (process, state) => {
      const args = process.argv.slice(1);
      const names = files(args);
      if (names.some((name) => ENDLESS.has(name))) {
        process.takeMemory(ENDLESS_BYTES);
        return { next: 'stay' };
      }
      const input = names.length === 0 || names.includes('-') ? process.read() : undefined;
      const text = textOf(state) + (input?.text ?? '');
      if (input && !input.ended) return { state: text, next: 'input' };
      return finish(
        process,
        workOn(process, names, text, (all) => work(args, all, process)),
      );
    },
  };
}

function workOn(
  process: Process,
  names: readonly string[],
  input: string,
  work: (all: readonly NamedText[]) => CommandResult,
): CommandResult {
  const all: NamedText[] = names.length === 0 ? [{ name: '', text: input }] : [];
  let stderr = '';
  for (const name of names) {
    const text = name === '-' ? input : process.files.read(process.path(name));
    if (text !== undefined) all.push({ name: name === '-' ? '' : name, text });
    else stderr += cannotOpen(process, name);
  }
  const result = work(all);
  return { ...result, exitCode: stderr === '' ? result.exitCode : 1, stderr: stderr + result.stderr };
}

/** `cat: can't open 'x': No such file or directory` */
export function cannotOpen(process: Process, name: string): string {
  const command = nameOf(process);
  if (process.files.isDirectory(process.path(name))) return `${command}: read error: Is a directory\n`;
  return command === 'grep' || command === 'sed'
    ? `${command}: ${name}: No such file or directory\n`
    : `${command}: can't open '${name}': No such file or directory\n`;
}

/** A command that treats lines as they come. */
export interface LineCommand {
  files(args: readonly string[]): readonly string[];
  /** Lines with their ends; `state` is undefined at first; `last`: nothing follows. An exit code ends it at once. */
  lines(args: readonly string[], lines: readonly string[], state: Json, last: boolean, process: Process): LineStep;
}

export interface LineStep {
  readonly out: string;
  readonly state?: Json;
  readonly exitCode?: number;
  readonly stderr?: string;
}

export function lineByLine(command: LineCommand): Program {
  return {
    run: (process, saved) => {
      const args = process.argv.slice(1);
      const names = command.files(args);
      const [rest, state] = Array.isArray(saved) ? (saved as readonly Json[]) : ['', undefined];
      const input: Input = names.length === 0 ? process.read() : readAll(process, names);
      const { whole, partial } = linesOf(textOf(rest) + input.text, input.ended);
      const step = command.lines(args, whole, state, input.ended, process);
      process.out(step.out);
      process.err((input.stderr ?? '') + (step.stderr ?? ''));
      if (step.exitCode !== undefined)
        return { next: { exitCode: input.stderr ? Math.max(1, step.exitCode) : step.exitCode } };
      if (input.ended) return { next: { exitCode: input.stderr ? 1 : 0 } };
      return { state: [partial, step.state], next: 'input' };
    },
  };
}

interface Input {
  readonly text: string;
  readonly ended: boolean;
  readonly stderr?: string;
}

function readAll(process: Process, names: readonly string[]): Input {
  let text = '';
  let stderr = '';
  for (const name of names) {
    const each = name === '-' ? process.read().text : process.files.read(process.path(name));
    if (each === undefined) stderr += cannotOpen(process, name);
    else text += each;
  }
  return { text, ended: true, stderr };
}

/** Whole lines with their ends, and what is not one yet. */
function linesOf(text: string, ended: boolean): { readonly whole: readonly string[]; readonly partial: string } {
  const at = ended ? text.length : text.lastIndexOf('\n') + 1;
  return { whole: text.slice(0, at).match(/[^\n]*\n|[^\n]+$/g) ?? [], partial: text.slice(at) };
}

function finish(process: Process, { stdout, stderr, exitCode }: CommandResult) {
  process.out(stdout);
  process.err(stderr);
  return { next: { exitCode } };
}

/** A text that was kept as state. */
export function textOf(state: Json): string {
  return typeof state === 'string' ? state : '';
}

/** The name a program was called by, without its folder. */
export function nameOf({ argv: [name = ''] }: Process): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
