// `dd` and `tar`.
import { isDirectory, makeDirectory } from '../../os/directories.ts';
import { dirName, joinPath, resolvePath } from '../../os/paths.ts';
import type { Process, Program } from '../program.ts';
import { type ArchiveEntry, archiveOf, entriesOf } from './archive.ts';
import { textOf } from './command.ts';

const KEPT_MAX = 1 << 20;
const UNITS: Readonly<Record<string, number>> = {
  c: 1,
  k: 2 ** 10,
  K: 2 ** 10,
  M: 2 ** 20,
  G: 2 ** 30,
  kB: 1000,
  MB: 1_000_000,
};
/** Bytes that are written in a microsecond. */
const SPEED = 500;

/** `dd if= of= bs= count=`: of what comes from a device no more than a mebibyte is kept. In memory it counts as memory. */
const dd: Program = {
  run: (process, state) => {
    const option = (name: string) => process.argv.find((arg) => arg.startsWith(`${name}=`))?.slice(name.length + 1);
    const [from, to] = [option('if'), option('of')];
    const size = bytesOf(option('bs') ?? '512');
    const count = option('count') === undefined ? Infinity : Number(option('count'));
    const isDevice = from === '/dev/zero' || from === '/dev/urandom' || from === '/dev/random';
    if (state === undefined && isDevice)
      return { state: true, next: { waitUs: Math.min((size * count) / SPEED, 60_000_000) } };
    const text = isDevice
      ? '\0'.repeat(Math.min(size * count, KEPT_MAX))
      : ((from === undefined ? process.read().text : process.files.read(process.path(from))) ?? '');
    if (
      isDevice &&
      (size === Infinity || to?.startsWith('/dev/shm/') === true || size > KEPT_MAX) &&
      !process.takeMemory(memoryOf(size, count, to))
    ) {
      return { next: 'stay' };
    }
    const written = isDevice ? size * count : Math.min(text.length, size * count);
    if (to === undefined) process.out(text.slice(0, written));
    else if (to !== '/dev/null') {
      const path = process.path(to);
      const room = process.files.roomAt?.(path) ?? Infinity;
      if (room < Infinity && !process.takeMemory(Math.min(room, written))) return { next: 'stay' };
      process.files.write(path, text.slice(0, Math.min(room, written)), isDevice ? Math.min(room, written) : 0);
      if (room < written) return outOfRoom(process, to, Math.floor(room / size));
    }
    const blocks = `${String(Math.floor(written / size))}+${written % size === 0 ? '0' : '1'}`;
    process.err(`${blocks} records in\n${blocks} records out\n`);
    return { next: { exitCode: 0 } };
  },
};

function outOfRoom(process: Process, path: string, blocks: number) {
  process.err(`dd: error writing '${path}': No space left on device\n`);
  process.err(`${String(blocks + 1)}+0 records in\n${String(blocks)}+0 records out\n`);
  return { next: { exitCode: 1 } };
}

function memoryOf(size: number, count: number, to: string | undefined): number {
  return to?.startsWith('/dev/shm/') === true ? size * count : size;
}

function bytesOf(text: string): number {
  const [, number = '0', unit = ''] = /^(\d+)(\w*)$/.exec(text) ?? [];
  return Number(number) * (UNITS[unit] ?? 1);
}

/** `tar cf - PATH…`, `tar xf - [-C DIR]` and `tar tf -`, over standard input and output. */
const tar: Program = {
  run: (process, state) => {
    const { mode, directory, paths } = tarOptions(process.argv.slice(1));
    const base = directory === undefined ? process.cwd : process.path(directory);
    if (mode === 'c') return create(process, base, paths);
    const input = process.read();
    const text = textOf(state) + input.text;
    if (!input.ended) return { state: text, next: 'input' };
    if (mode === 't') {
      process.out(
        entriesOf(text)
          .map(([name]) => `${name}\n`)
          .join(''),
      );
      return { next: { exitCode: 0 } };
    }
    return extract(process, base, text);
  },
};

function tarOptions(args: readonly string[]) {
  const known = args.filter((arg) => !arg.startsWith('--'));
  const first = (known[0] ?? '').replace(/^-/, '');
  const mode = first.includes('c') ? 'c' : first.includes('t') ? 't' : 'x';
  const rest = known.slice(first.includes('f') ? 2 : 1);
  const at = rest.indexOf('-C');
  const paths = rest.filter((arg, index) => !arg.startsWith('-') && (at < 0 || index !== at + 1));
  return { mode, directory: at < 0 ? undefined : rest[at + 1], paths };
}

function create(process: Process, base: string, paths: readonly string[]) {
  const entries: ArchiveEntry[] = [];
  if (paths.some((path) => path.startsWith('/'))) process.err("tar: removing leading '/' from member names\n");
  let exitCode = 0;
  for (const path of paths) {
    const full = resolvePath(base, path);
    const name = path.replace(/^\/+/, '');
    const text = process.files.read(full);
    if (text !== undefined) entries.push([name, text]);
    else if (isDirectory(process.files, full)) {
      for (const file of process.files.below(full))
        entries.push([joinPath(name, file.slice(full.length + 1)), process.files.read(file) ?? '']);
    } else {
      process.err(`tar: ${path}: No such file or directory\n`);
      exitCode = 1;
    }
  }
  if (exitCode !== 0) process.err('tar: error exit delayed from previous errors\n');
  process.out(archiveOf(entries));
  return { next: { exitCode } };
}

function extract(process: Process, base: string, text: string) {
  for (const [name, content] of entriesOf(text)) {
    const path = resolvePath(base, name);
    makeDirectory(process.files, dirName(path));
    process.files.write(path, content);
  }
  return { next: { exitCode: 0 } };
}

/** `fallocate -l SIZE FILE`: a file of that size, of which nothing is kept. */
const fallocate: Program = {
  run: (process) => {
    const at = process.argv.indexOf('-l');
    const [bytes, path] = [bytesOf(process.argv[at + 1] ?? ''), process.argv.at(-1) ?? ''];
    const full = process.path(path);
    if ((process.files.roomAt?.(full) ?? Infinity) < bytes) {
      process.err(`fallocate: fallocate '${path}': No space left on device\n`);
      return { next: { exitCode: 1 } };
    }
    process.files.write(full, process.files.read(full) ?? '', bytes);
    return { next: { exitCode: 0 } };
  },
};

export const diskCommands: Readonly<Record<string, Program>> = { dd, tar, fallocate };
