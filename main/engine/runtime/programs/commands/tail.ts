// `tail`, which can follow files that grow.
import { SECOND } from '../../../kernel/time.ts';
import type { Process, Program } from '../program.ts';
import { textOf } from './command.ts';

export const tail: Program = {
  run: (process, state) => {
    const follows = process.argv
      .slice(1)
      .some((arg) => /^-\d*[fF]|^-[a-z]*[fF]|^--follow/.test(arg) && !/^-[nc]/.test(arg));
    const { count, bytes, files } = tailOptions(process.argv.slice(1));
    if (state !== undefined && follows && files.length > 0)
      return follow(process, files, Array.isArray(state) ? state.map(Number) : []);
    if (files.some((file) => file === '/dev/zero' || file === '/dev/urandom')) {
      process.takeMemory(2 ** 40);
      return { next: 'stay' };
    }
    const input = files.length === 0 ? process.read() : undefined;
    const text = textOf(state) + (input?.text ?? '');
    if (input && !input.ended) return { state: text, next: 'input' };
    return showEnds(process, files, text, count, bytes, follows);
  },
};

function showEnds(
  process: Process,
  files: readonly string[],
  input: string,
  count: string,
  bytes: boolean,
  follows: boolean,
) {
  const cut = (text: string) => (bytes ? lastBytes(text, count) : lastLines(text, count));
  if (files.length === 0) {
    process.out(cut(input));
    return { next: { exitCode: 0 } };
  }
  let exitCode = 0;
  for (const [index, file] of files.entries()) {
    const text = readFile(process, file);
    if (text === undefined) {
      process.err(`tail: can't open '${file}': No such file or directory\n`);
      exitCode = 1;
      continue;
    }
    if (files.length > 1) process.out(`${index > 0 ? '\n' : ''}==> ${file} <==\n`);
    process.out(cut(text));
  }
  if (!follows || exitCode !== 0) {
    if (follows) process.err('tail: no files\n');
    return { next: { exitCode } };
  }
  return { state: files.map((file) => (readFile(process, file) ?? '').length), next: { waitUs: SECOND } };
}

/** Looks once a second, as BusyBox does. */
function follow(process: Process, files: readonly string[], seen: readonly number[]) {
  const lengths = files.map((file, index) => {
    const text = readFile(process, file) ?? '';
    const from = seen[index] ?? 0;
    process.out(text.slice(text.length < from ? 0 : from));
    return text.length;
  });
  return { state: lengths, next: files.every((file) => file === '/dev/null') ? ('stay' as const) : { waitUs: SECOND } };
}

function readFile(process: Process, file: string): string | undefined {
  const path = process.path(file);
  return path === '/dev/null' ? '' : process.files.read(path);
}

function tailOptions(args: readonly string[]): {
  readonly count: string;
  readonly bytes: boolean;
  readonly files: readonly string[];
} {
  let [count, bytes] = ['10', false];
  const files: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    const option = /^-(?:f|F)?([nc])(.*)$/.exec(arg);
    if (option) {
      bytes = option[1] === 'c';
      count = option[2] === undefined || option[2] === '' ? (args[++at] ?? '10') : option[2];
    } else if (/^-\d+[fF]?$/.test(arg)) count = arg.replace(/\D/g, '');
    else if (!arg.startsWith('-') || arg === '-') files.push(arg);
  }
  return { count, bytes, files: files.filter((file) => file !== '-') };
}

function lastLines(text: string, count: string): string {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  return count.startsWith('+')
    ? lines.slice(Number(count) - 1).join('')
    : Number(count) === 0
      ? ''
      : lines.slice(-Math.abs(Number(count))).join('');
}

function lastBytes(text: string, count: string): string {
  return count.startsWith('+')
    ? text.slice(Number(count) - 1)
    : Number(count) === 0
      ? ''
      : text.slice(-Math.abs(Number(count)));
}
