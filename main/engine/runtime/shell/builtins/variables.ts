// Builtins for variables, parameters and options.
import { calculate } from '../expand.ts';
import { expanded } from '../expanding.ts';
import type { ShellRun } from '../run.ts';
import type { Frame } from '../state.ts';
import type { Builtin, BuiltinOutcome } from './builtin.ts';

export const variables: Readonly<Record<string, Builtin>> = {
  export: (run, args) => exportNames(run, args),
  readonly: (run, args) => {
    for (const arg of args) assign(run, arg);
    return 0;
  },
  declare: (run, args) => exportNames(run, args),
  typeset: (run, args) => exportNames(run, args),
  unset,
  local,
  set,
  shift,
  read,
  let: (run, args, frame) => letAll(run, args, frame),
  getopts,
};

const NAME = /^([A-Za-z_]\w*)(?:=([^]*))?$/;

/** `NAME=VALUE`, or only a name; undefined when it is neither. */
function assign({ shell }: ShellRun, arg: string): string | undefined {
  const [, name, value] = NAME.exec(arg) ?? [];
  if (name !== undefined && value !== undefined) shell.vars[name] = value;
  return name;
}

function exportNames(run: ShellRun, args: readonly string[]): number {
  const { shell, own } = run;
  const isUndone = args[0] === '-n';
  const names = args.filter((arg) => !/^-[a-zA-Z]+$/.test(arg));
  if (names.length === 0) {
    for (const name of Object.keys(shell.exported).sort()) own.out(`export ${name}='${shell.vars[name] ?? ''}'\n`);
  }
  for (const arg of names) {
    const name = assign(run, arg);
    if (name === undefined) {
      run.complain(`export: ${arg}: bad variable name`);
      return 1;
    }
    if (isUndone) Reflect.deleteProperty(shell.exported, name);
    else shell.exported[name] = true;
  }
  return 0;
}

function unset({ shell }: ShellRun, args: readonly string[]): number {
  for (const name of args) {
    if (args[0] === '-f') Reflect.deleteProperty(shell.functions, name);
    else {
      Reflect.deleteProperty(shell.vars, name);
      Reflect.deleteProperty(shell.exported, name);
    }
  }
  return 0;
}

function local(run: ShellRun, args: readonly string[]): number {
  const call = run.shell.frames.findLast(({ kind }) => kind === 'call');
  for (const arg of args) {
    const name = arg.split('=')[0] ?? '';
    const known = run.shell.vars[name];
    if (call) call.locals = [...(call.locals ?? []), [name, known ?? null]];
    assign(run, arg);
  }
  return 0;
}

function set(run: ShellRun, args: readonly string[]): number {
  const { shell, own } = run;
  if (args.length === 0)
    for (const name of Object.keys(shell.vars).sort()) own.out(`${name}='${shell.vars[name] ?? ''}'\n`);
  const rest = [...args];
  while (/^[-+]./.test(rest[0] ?? '')) {
    const option = rest.shift() ?? '';
    if (option === '--') {
      shell.args = rest;
      return 0;
    }
    const letters = option.endsWith('o') ? option.slice(1, -1) + letterOf(rest.shift()) : option.slice(1);
    for (const letter of letters) {
      shell.options = shell.options.replace(letter, '') + (option.startsWith('-') ? letter : '');
    }
  }
  if (rest.length > 0) shell.args = rest[0] === '-' ? rest.slice(1) : rest;
  return 0;
}

const LETTERS: Readonly<Record<string, string>> = {
  errexit: 'e',
  nounset: 'u',
  xtrace: 'x',
  noglob: 'f',
  allexport: 'a',
  pipefail: 'p',
};
const letterOf = (name = '') => LETTERS[name] ?? '';

function shift({ shell }: ShellRun, [count = '1']: readonly string[]): number {
  if (Number(count) > shell.args.length) return 1;
  shell.args = shell.args.slice(Number(count));
  return 0;
}

function read(run: ShellRun, args: readonly string[], frame: Frame): BuiltinOutcome {
  const { own, shell } = run;
  const { interrupted } = frame;
  frame.interrupted = undefined;
  if (interrupted !== undefined) return interrupted;
  const line = own.read('\n');
  if (line.text === '' && !line.ended) return { for: 'input', fd: 0, interruptible: true };
  const { names, raw } = readOptions(args);
  const text = line.text.replace(/\n$/, '');
  divide(raw ? text : text.replace(/\\([^])/g, '$1'), names, shell.vars['IFS'] ?? ' \t\n').forEach((value, index) => {
    shell.vars[names[index] ?? ''] = value;
  });
  return line.text.endsWith('\n') ? 0 : 1;
}

function readOptions(args: readonly string[]): { readonly names: readonly string[]; readonly raw: boolean } {
  const names: string[] = [];
  let raw = false;
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (!arg.startsWith('-')) names.push(arg);
    else if (/[ptnud]$/.test(arg)) at++;
    if (arg.startsWith('-') && arg.includes('r')) raw = true;
  }
  return { names: names.length > 0 ? names : ['REPLY'], raw };
}

/** A line in as many parts as there are names; the last one gets what is left. */
function divide(text: string, names: readonly string[], separators: string): readonly string[] {
  const isBlank = (char: string) => separators.includes(char) && ' \t\n'.includes(char);
  let rest = trim(text, isBlank);
  return names.map((_, index) => {
    if (index === names.length - 1) return rest;
    const at = Array.from(rest).findIndex((char) => separators.includes(char));
    const word = at < 0 ? rest : rest.slice(0, at);
    rest = at < 0 ? '' : trim(rest.slice(at + (isBlank(rest.charAt(at)) ? 0 : 1)), isBlank);
    return word;
  });
}

function trim(text: string, isBlank: (char: string) => boolean): string {
  let from = 0;
  let to = text.length;
  while (from < to && isBlank(text.charAt(from))) from++;
  while (to > from && isBlank(text.charAt(to - 1))) to--;
  return text.slice(from, to);
}

function letAll(run: ShellRun, args: readonly string[], frame: Frame): BuiltinOutcome {
  expanded(
    run,
    frame,
    (scope) => args.map((arg) => calculate(arg, scope)).at(-1),
    (value) => run.done(value === '0' ? 1 : 0),
  );
  return 'handled';
}

function getopts({ shell }: ShellRun, [options = '', name = '', ...given]: readonly string[]): number {
  const args = given.length > 0 ? given : shell.args;
  const index = Number(shell.vars['OPTIND'] ?? '1');
  const arg = args[index - 1] ?? '';
  if (!/^-[^-]/.test(arg)) {
    shell.vars[name] = '?';
    return 1;
  }
  const letter = arg.charAt(1);
  const at = options.replace(/^:/, '').indexOf(letter);
  const takesValue = options.replace(/^:/, '').charAt(at + 1) === ':';
  shell.vars[name] = at < 0 ? '?' : letter;
  if (at >= 0 && takesValue) shell.vars['OPTARG'] = arg.length > 2 ? arg.slice(2) : (args[index] ?? '');
  shell.vars['OPTIND'] = String(index + (at >= 0 && takesValue && arg.length === 2 ? 2 : 1));
  return 0;
}
