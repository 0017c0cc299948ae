import { byteLength } from '../../../kernel/utf8.ts';
import { isDirectory, namesIn } from '../../os/directories.ts';
import { joinPath } from '../../os/paths.ts';
import { formatDate } from '../dates.ts';
import type { Process } from '../program.ts';
import { type CommandResult, optionsOf } from './command.ts';

/** `ls` of BusyBox, one name a line; owners and times of files are not kept, all are as new as the moment. */
export function ls(args: readonly string[], process: Process): CommandResult {
  const { flags, operands } = optionsOf(args);
  const paths = operands.length > 0 ? operands : ['.'];
  let [stdout, stderr] = ['', ''];
  const files = paths.filter((path) => process.files.read(process.path(path)) !== undefined);
  for (const path of files) stdout += line(process, path, process.path(path), flags);
  for (const path of paths.filter((each) => !files.includes(each))) {
    const full = process.path(path);
    if (!isDirectory(process.files, full)) stderr += `ls: ${path}: No such file or directory\n`;
    else if (flags.has('d')) stdout += line(process, path, full, flags);
    else stdout += (paths.length > 1 ? `${stdout === '' ? '' : '\n'}${path}:\n` : '') + directory(process, full, flags);
  }
  return { exitCode: stderr === '' ? 0 : 1, stdout, stderr };
}

function directory(process: Process, path: string, flags: ReadonlySet<string>): string {
  const hidden = flags.has('a') || flags.has('A');
  const names = namesIn(process.files, path).filter((name) => hidden || !name.startsWith('.'));
  const all = flags.has('a') ? ['.', '..', ...names] : names;
  const total = flags.has('l') ? `total ${String(names.length * 4)}\n` : '';
  return (
    total +
    all
      .map((name) => line(process, name, name.startsWith('.') && name.length < 3 ? path : joinPath(path, name), flags))
      .join('')
  );
}

function line(process: Process, name: string, path: string, flags: ReadonlySet<string>): string {
  if (!flags.has('l')) return `${name}\n`;
  const text = process.files.read(path);
  const mode = text === undefined ? 'drwxr-xr-x    2' : '-rw-r--r--    1';
  const size = text === undefined ? 4096 : (process.files.sizeOf?.(path) ?? byteLength(text));
  const date = formatDate(process.now, '%b %e %H:%M');
  return `${mode} root     root     ${String(size).padStart(9)} ${date} ${name}\n`;
}
