// Commands that make, move, remove and list files.
import { PLACEHOLDER, exists, isDirectory, makeDirectory, namesIn } from '../../os/directories.ts';
import { baseName, dirName, joinPath, resolvePath } from '../../os/paths.ts';
import { matches } from '../../shell/pattern.ts';
import type { Process } from '../program.ts';
import { type CommandResult, type PlainCommand, done, failed, optionsOf } from './command.ts';
import { ls } from './ls.ts';

export const fileCommands: Readonly<Record<string, PlainCommand>> = {
  touch,
  rm,
  rmdir,
  mkdir,
  cp: (args, process) => transfer('cp', args, process),
  mv: (args, process) => transfer('mv', args, process),
  ln: (args, process) => link(args, process),
  ls,
  find,
  mktemp,
  basename: ([path = '', suffix = '']) =>
    done(`${baseName(path.replace(/\/+$/, '')).replace(new RegExp(`${escape(suffix)}$`), '')}\n`),
  dirname: ([path = '']) => done(`${path.includes('/') ? dirName(path.replace(/\/+$/, '')) : '.'}\n`),
  realpath: (args, process) => done(args.map((path) => `${process.path(path)}\n`).join('')),
  readlink: (args, process) =>
    done(
      args
        .filter((arg) => !arg.startsWith('-'))
        .map((path) => `${process.path(path)}\n`)
        .join(''),
    ),
  chmod: (args, process) => mustExist('chmod', optionsOf(args).operands.slice(1), process),
  chown: (args, process) => mustExist('chown', optionsOf(args).operands.slice(1), process),
  truncate: (args, process) => truncate(args, process),
};

const escape = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
const missing = (command: string, path: string) => `${command}: ${path}: No such file or directory\n`;

/** Carries out `act` on each path; what it answers is a complaint. */
function each(paths: readonly string[], act: (path: string) => string): CommandResult {
  const stderr = paths.map(act).join('');
  return { exitCode: stderr === '' ? 0 : 1, stdout: '', stderr };
}

function mustExist(command: string, paths: readonly string[], process: Process): CommandResult {
  return each(paths, (path) => (exists(process.files, process.path(path)) ? '' : missing(command, path)));
}

const READ_ONLY = 'Read-only file system';

function touch(args: readonly string[], process: Process): CommandResult {
  const { flags, operands } = optionsOf(args, 'dtr');
  return each(operands, (path) => {
    const full = process.path(path);
    if (exists(process.files, full) || flags.has('c')) return '';
    if (!isDirectory(process.files, dirName(full))) return missing('touch', path);
    if (process.files.isReadOnly?.(full)) return `touch: ${path}: ${READ_ONLY}\n`;
    process.files.write(full, '');
    return '';
  });
}

function rm(args: readonly string[], process: Process): CommandResult {
  const { flags, operands } = optionsOf(args);
  const recursive = flags.has('r') || flags.has('R') || flags.has('recursive');
  const force = flags.has('f') || flags.has('force');
  return each(operands, (path) => {
    const full = process.path(path);
    if (process.files.read(full) === undefined && isDirectory(process.files, full) && !recursive) {
      return `rm: '${path}' is a directory\n`;
    }
    if (exists(process.files, full) && process.files.isReadOnly?.(full))
      return `rm: can't remove '${path}': ${READ_ONLY}\n`;
    const isGone = process.files.remove(full) || isDirectory(process.files, full);
    if (isGone) keepDirectory(process, dirName(full));
    return isGone || force ? '' : `rm: can't remove '${path}': No such file or directory\n`;
  });
}

/** A directory stays when its last file goes. */
function keepDirectory(process: Process, directory: string): void {
  if (!isDirectory(process.files, directory)) process.files.write(joinPath(directory, PLACEHOLDER), '');
}

function rmdir(args: readonly string[], process: Process): CommandResult {
  return each(optionsOf(args).operands, (path) => {
    const full = process.path(path);
    if (!isDirectory(process.files, full)) return `rmdir: '${path}': No such file or directory\n`;
    if (namesIn(process.files, full).length > 0) return `rmdir: '${path}': Directory not empty\n`;
    process.files.remove(full);
    keepDirectory(process, dirName(full));
    return '';
  });
}

function mkdir(args: readonly string[], process: Process): CommandResult {
  const { flags, operands } = optionsOf(args, 'm');
  const parents = flags.has('p') || flags.has('parents');
  return each(operands, (path) => {
    const full = process.path(path);
    if (process.files.read(full) !== undefined || (isDirectory(process.files, full) && !parents)) {
      return `mkdir: can't create directory '${path}': File exists\n`;
    }
    if (!parents && !isDirectory(process.files, dirName(full))) {
      return `mkdir: can't create directory '${path}': No such file or directory\n`;
    }
    if (process.files.isReadOnly?.(full)) return `mkdir: can't create directory '${path}': ${READ_ONLY}\n`;
    makeDirectory(process.files, full);
    return '';
  });
}

function transfer(command: 'cp' | 'mv', args: readonly string[], process: Process): CommandResult {
  const { flags, operands } = optionsOf(args, 't');
  const to = operands.at(-1);
  if (to === undefined || operands.length < 2) return failed(`${command}: missing destination\n`);
  const recursive = command === 'mv' || ['r', 'R', 'a', 'recursive'].some((flag) => flags.has(flag));
  const target = process.path(to);
  const into = isDirectory(process.files, target);
  return each(operands.slice(0, -1), (path) => {
    const from = process.path(path);
    const end = into ? joinPath(target, baseName(from)) : target;
    const problem = copy(command, process, path, from, end, recursive);
    if (problem === '' && command === 'mv' && from !== end) {
      process.files.remove(from);
      keepDirectory(process, dirName(from));
    }
    return problem;
  });
}

function copy(command: string, process: Process, path: string, from: string, to: string, recursive: boolean): string {
  const { files } = process;
  const text = files.read(from);
  if (files.isReadOnly?.(to)) return `${command}: can't create '${to}': ${READ_ONLY}\n`;
  if (text !== undefined) {
    if (!isDirectory(files, dirName(to))) return `${command}: can't create '${to}': No such file or directory\n`;
    files.write(to, text);
    return '';
  }
  if (!isDirectory(files, from))
    return `${command}: can't ${command === 'cp' ? 'stat' : 'rename'} '${path}': No such file or directory\n`;
  if (!recursive) return `${command}: omitting directory '${path}'\n`;
  for (const file of files.below(from))
    files.write(to + file.slice(from === '/' ? 0 : from.length), files.read(file) ?? '');
  makeDirectory(files, to);
  return '';
}

/** A link is a copy: what is changed later is not seen through it. */
function link(args: readonly string[], process: Process): CommandResult {
  const [from = '', to = baseName(from)] = optionsOf(args).operands;
  const source = resolvePath(dirName(process.path(to)), from);
  const text = process.files.read(source);
  if (text !== undefined && source !== '/dev/stdout' && source !== '/dev/stderr')
    process.files.write(process.path(to), text);
  return done();
}

function mktemp(args: readonly string[], process: Process): CommandResult {
  const { flags } = optionsOf(args, 'pt');
  const letters = 'ABCDEFabcdef';
  const name = Array.from({ length: 6 }, () => letters.charAt(process.random(0, letters.length - 1))).join('');
  const path = `/tmp/tmp.${name}`;
  if (flags.has('d')) makeDirectory(process.files, path);
  else process.files.write(path, '');
  return done(`${path}\n`);
}

function truncate(args: readonly string[], process: Process): CommandResult {
  const { values, operands } = optionsOf(args, 's');
  for (const path of operands) {
    const full = process.path(path);
    const length = Math.min(Number(values['s'] ?? 0) || 0, 1 << 20);
    process.files.write(full, (process.files.read(full) ?? '').slice(0, length).padEnd(length, '\0'));
  }
  return done();
}

/** `find [PATH…] [-name P] [-type f|d] [-maxdepth N] [-delete]` */
function find(args: readonly string[], process: Process): CommandResult {
  const at = args.findIndex((arg) => arg.startsWith('-'));
  const roots = at < 0 ? args : args.slice(0, at);
  const tests = at < 0 ? [] : args.slice(at);
  const option = (name: string) => (tests.includes(name) ? tests[tests.indexOf(name) + 1] : undefined);
  const [name, type, depth] = [
    option('-name') ?? option('-iname'),
    option('-type'),
    Number(option('-maxdepth') ?? Infinity),
  ];
  let stdout = '';
  let stderr = '';
  for (const root of roots.length > 0 ? roots : ['.']) {
    if (!exists(process.files, process.path(root))) stderr += missing('find', root);
    for (const { path, isFile } of walk(process, root, depth)) {
      if (name !== undefined && !matches(name, baseName(path))) continue;
      if (type !== undefined && (type === 'f') !== isFile) continue;
      if (tests.includes('-delete')) process.files.remove(process.path(path));
      else stdout += `${path}\n`;
    }
  }
  return { exitCode: stderr === '' ? 0 : 1, stdout, stderr };
}

function walk(
  process: Process,
  root: string,
  depth: number,
): readonly { readonly path: string; readonly isFile: boolean }[] {
  const full = process.path(root);
  if (process.files.read(full) !== undefined) return [{ path: root, isFile: true }];
  if (!isDirectory(process.files, full)) return [];
  const own = { path: root, isFile: false };
  if (depth <= 0) return [own];
  return [own, ...namesIn(process.files, full).flatMap((name) => walk(process, joinPath(root, name), depth - 1))];
}
