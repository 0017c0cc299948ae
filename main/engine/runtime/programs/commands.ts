// The commands that simple scripts, hooks and exec probes are made of.
import type { Files } from '../files.ts';

export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

type Command = (args: readonly string[], files: Files) => CommandResult;

const done = (stdout = ''): CommandResult => ({ exitCode: 0, stdout, stderr: '' });
const failed = (stderr: string, exitCode = 1): CommandResult => ({ exitCode, stdout: '', stderr });
const isOption = (arg: string) => arg.startsWith('-') && arg !== '-';

const commands: Readonly<Record<string, Command>> = {
  true: () => done(),
  ':': () => done(),
  false: () => failed(''),
  echo,
  cat,
  touch,
  rm,
  cp,
  mkdir: (args, files) =>
    touchAll(
      args.filter((arg) => !isOption(arg)).map((path) => `${path}/.`),
      files,
    ),
  ls,
  test: (args, files) => test(args, files),
  '[': (args, files) => (args.at(-1) === ']' ? test(args.slice(0, -1), files) : failed('sh: missing ]\n', 2)),
};

/** Whether `name`, with or without its folder, is a command that can be run. */
export function isCommand(name: string): boolean {
  return Object.hasOwn(commands, baseName(name));
}

/** Runs a command to its end; the caller has seen to it that there is one of this name. */
export function runCommand(argv: readonly string[], files: Files): CommandResult {
  const [name = '', ...args] = argv;
  const command = commands[baseName(name)];
  if (!command) return failed(`sh: ${name}: not found\n`, 127);
  return command(args, files);
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function echo(args: readonly string[]): CommandResult {
  const [first, ...rest] = args;
  return first === '-n' ? done(rest.join(' ')) : done(`${args.join(' ')}\n`);
}

function cat(args: readonly string[], files: Files): CommandResult {
  let stdout = '';
  let stderr = '';
  for (const path of args) {
    const text = files.read(path);
    if (text === undefined) stderr += `cat: can't open '${path}': No such file or directory\n`;
    else stdout += text;
  }
  return { exitCode: stderr === '' ? 0 : 1, stdout, stderr };
}

function touch(args: readonly string[], files: Files): CommandResult {
  return touchAll(
    args.filter((arg) => !isOption(arg)),
    files,
  );
}

function touchAll(paths: readonly string[], files: Files): CommandResult {
  for (const path of paths) if (files.read(path) === undefined) files.write(path, '');
  return done();
}

function rm(args: readonly string[], files: Files): CommandResult {
  const force = args.some((arg) => isOption(arg) && arg.includes('f'));
  const missing = args.filter((arg) => !isOption(arg)).filter((path) => !files.remove(path));
  if (force || missing.length === 0) return done();
  return failed(missing.map((path) => `rm: can't remove '${path}': No such file or directory\n`).join(''));
}

function cp(args: readonly string[], files: Files): CommandResult {
  const [from, to] = args.filter((arg) => !isOption(arg));
  const text = from === undefined ? undefined : files.read(from);
  if (from === undefined || to === undefined || text === undefined) {
    return failed(`cp: can't stat '${from ?? ''}': No such file or directory\n`);
  }
  files.write(files.isDirectory(to) ? `${to}/${baseName(from)}` : to, text);
  return done();
}

function ls(args: readonly string[], files: Files): CommandResult {
  const path = args.find((arg) => !isOption(arg)) ?? '/';
  if (files.read(path) !== undefined) return done(`${path}\n`);
  if (!files.isDirectory(path)) return failed(`ls: ${path}: No such file or directory\n`);
  const names = files.below(path).map((file) => file.slice(path.replace(/\/$/, '').length + 1).split('/')[0] ?? '');
  return done(
    [...new Set(names)]
      .filter((name) => name !== '.')
      .map((name) => `${name}\n`)
      .join(''),
  );
}

function test(args: readonly string[], files: Files): CommandResult {
  const [first, second, third] = args;
  if (first === '!') return test(args.slice(1), files).exitCode === 0 ? failed('') : done();
  return holds(first ?? '', second ?? '', third, files) ? done() : failed('');
}

function holds(first: string, second: string, third: string | undefined, files: Files): boolean {
  switch (first) {
    case '-f':
      return files.read(second) !== undefined;
    case '-s':
      return (files.read(second) ?? '') !== '';
    case '-d':
      return files.isDirectory(second);
    case '-e':
      return files.read(second) !== undefined || files.isDirectory(second);
    case '-n':
      return second !== '';
    case '-z':
      return second === '';
    default:
      return second === '=' || second === '==' ? first === third : second === '!=' ? first !== third : first !== '';
  }
}
