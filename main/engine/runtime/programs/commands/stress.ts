// `stress` and its like: programs that keep cores busy and take memory.
import { SECOND } from '../../../kernel/time.ts';
import type { Process, Program, Turn } from '../program.ts';
import { durationUs } from './durations.ts';

/** How long a program takes to fill the memory. */
const FILL_US = 1.7 * SECOND;
const VM_BYTES = 2 ** 28;
const CORE_MILLI = 1_000;

interface Wish {
  readonly cores: number;
  readonly bytes: number;
  /** When it has had enough; undefined for never. */
  readonly timeoutUs: number | undefined;
}

/** Takes what its options say, and keeps it until its time is up; what limits its memory ends it. */
export const stress: Program = { run: (process, state) => turnOf(process, state, wishOf(process.argv)) };

/** Takes more and more memory until something ends it. */
export const memoryEater: Program = {
  run: (process, state) => turnOf(process, state, { cores: 1, bytes: 2 ** 40, timeoutUs: undefined }),
};

function turnOf(process: Process, state: unknown, { cores, bytes, timeoutUs }: Wish): Turn {
  if (state === undefined) {
    process.burn(cores * CORE_MILLI);
    return { state: 'filling', next: { waitUs: Math.min(FILL_US, timeoutUs ?? FILL_US) } };
  }
  if (state === 'full' || timeoutUs === 0) return { next: { exitCode: 0 } };
  if (bytes > 0 && !process.takeMemory(bytes)) return { next: 'stay' };
  if (timeoutUs === undefined) return { state: 'full', next: 'stay' };
  return { state: 'full', next: { waitUs: Math.max(0, timeoutUs - FILL_US) } };
}

function wishOf(argv: readonly string[]): Wish {
  const [cpu, vm] = [countOf(argv, '--cpu', '-c'), countOf(argv, '--vm', '-m')];
  const size = optionOf(argv, '--vm-bytes');
  const workers = size === undefined ? vm : Math.max(1, vm);
  const timeout = optionOf(argv, '--timeout') ?? optionOf(argv, '-t');
  return {
    cores: cpu + workers,
    bytes: workers * (size === undefined ? VM_BYTES : bytesOf(size)),
    timeoutUs: timeout === undefined ? undefined : durationUs(timeout),
  };
}

function countOf(argv: readonly string[], ...names: readonly string[]): number {
  const given = names.map((name) => optionOf(argv, name)).find((value) => value !== undefined);
  return Math.max(0, Math.trunc(Number(given ?? 0)) || 0);
}

function optionOf(argv: readonly string[], name: string): string | undefined {
  const at = argv.indexOf(name);
  return at < 0 ? argv.find((arg) => arg.startsWith(`${name}=`))?.slice(name.length + 1) : argv[at + 1];
}

function bytesOf(text: string): number {
  const [, number = '0', unit = ''] = /^(\d+)([kKmMgG]?)/.exec(text) ?? [];
  return Number(number) * ({ k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 }[unit.toLowerCase()] ?? 1);
}
