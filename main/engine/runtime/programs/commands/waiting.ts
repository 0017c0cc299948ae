// Commands that take their time.
import { MINUTE, SECOND } from '../../../kernel/time.ts';
import { type SignalName, signalNamed } from '../../os/signals.ts';
import type { Process, Program } from '../program.ts';
import { textOf } from './command.ts';

const UNITS_US: Readonly<Record<string, number>> = {
  '': SECOND,
  s: SECOND,
  m: MINUTE,
  h: 60 * MINUTE,
  d: 1440 * MINUTE,
};
const SLICE = 8_192;
const NOT_FOUND = 127;
/** How long a program takes to fill the memory. */
const FILL_US = 1.7 * SECOND;
const LOOK_US = SECOND / 10;

/** A duration as `sleep` and `timeout` take it: `5`, `0.5`, `2m`, `infinity`; undefined when it is none. */
export function durationUs(text: string): number | undefined {
  if (text === 'infinity' || text === 'inf') return Infinity;
  const match = /^(\d+(?:\.\d*)?|\.\d+)([smhd]?)$/.exec(text);
  return match ? Math.round(Number(match[1]) * (UNITS_US[match[2] ?? ''] ?? SECOND)) : undefined;
}

const sleep: Program = {
  run: (process, state) => {
    if (state !== undefined) return { next: { exitCode: 0 } };
    const parts = process.argv.slice(1).map((arg) => ({ arg, us: durationUs(arg) }));
    if (parts.length === 0) {
      process.err('sleep: missing operand\n');
      return { next: { exitCode: 1 } };
    }
    const wrong = parts.find(({ us }) => us === undefined);
    if (wrong) {
      process.err(`sleep: invalid number '${wrong.arg}'\n`);
      return { next: { exitCode: 1 } };
    }
    const waitUs = parts.reduce((sum, { us }) => sum + (us ?? 0), 0);
    return { state: true, next: waitUs === Infinity ? 'stay' : { waitUs } };
  },
};

const tail: Program = {
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

/** `yes`: a slice at a time, as fast as its reader takes it. */
const yes: Program = {
  run: (process) => {
    const line = `${process.argv.slice(1).join(' ') || 'y'}\n`;
    process.out(line.repeat(Math.max(1, Math.floor(SLICE / line.length))));
    return { state: true, next: { waitUs: 1_000 } };
  },
};

/** Takes more and more memory; what limits it ends it. */
const memoryEater: Program = {
  run: (process, state) => {
    if (state === undefined) return { state: true, next: { waitUs: wantedBytes(process).delayUs } };
    process.takeMemory(wantedBytes(process).bytes);
    return { state: true, next: 'stay' };
  },
};

function wantedBytes({ argv }: Process): { readonly bytes: number; readonly delayUs: number } {
  const at = argv.findIndex((arg) => arg === '--vm-bytes' || arg === '-m');
  const given = argv.find((arg) => arg.startsWith('--vm-bytes='))?.split('=')[1] ?? (at < 0 ? undefined : argv[at + 1]);
  const [, number = '', unit = ''] = /^(\d+)([kKmMgG]?)/.exec(given ?? '') ?? [];
  const factor = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 }[unit.toLowerCase()] ?? 1;
  const isStress = argv[0]?.includes('stress') === true;
  const bytes = number === '' ? (isStress ? 2 ** 28 : 2 ** 40) : Number(number) * factor;
  return { bytes, delayUs: FILL_US };
}

/** Looks ten times a second whether its child has ended; after the time it sends a signal. */
const timeout: Program = {
  run: (process, state) => {
    const { limitUs, signal, words } = timeoutOptions(process.argv.slice(1));
    const [child, begun, isSent] = Array.isArray(state) ? state.map(Number) : startLimited(process, words);
    if (child === undefined) return { next: { exitCode: NOT_FOUND } };
    const exitCode = process.ended(child);
    if (exitCode !== undefined) return { next: { exitCode } };
    const isOver = process.now - (begun ?? 0) >= limitUs;
    if (isOver && isSent === 0) process.signal(child, signal);
    if (isOver) return { state: [child, begun ?? 0, 1], next: { child } };
    const restUs = limitUs - (process.now - (begun ?? 0));
    return { state: [child, begun ?? 0, 0], next: { waitUs: Math.min(LOOK_US, restUs) } };
  },
};

function startLimited(process: Process, words: readonly string[]): readonly number[] {
  const child = process.spawn(words);
  if (child !== undefined) return [child, process.now, 0];
  process.err(`timeout: can't execute '${words[0] ?? ''}': No such file or directory\n`);
  return [];
}

function timeoutOptions(args: readonly string[]) {
  const rest = [...args];
  let signal: SignalName = 'TERM';
  while (/^-./.test(rest[0] ?? '')) {
    const option = rest.shift() ?? '';
    if (option === '-s' || option === '-k' || option === '--signal') {
      const value = rest.shift() ?? '';
      if (option !== '-k') signal = signalNamed(value) ?? signal;
    }
  }
  const [limit = '0', ...words] = rest;
  return { limitUs: durationUs(limit) ?? 0, signal, words };
}

export const waitingCommands: Readonly<Record<string, Program>> = {
  sleep,
  tail,
  yes,
  timeout,
  oomkill: memoryEater,
  stress: memoryEater,
  'stress-ng': memoryEater,
};
