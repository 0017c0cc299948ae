// `timeout`: runs a command that may only take so long.
import { SECOND } from '../../../kernel/time.ts';
import { type SignalName, signalNamed } from '../../os/signals.ts';
import type { Process, Program } from '../program.ts';
import { durationUs } from './durations.ts';

const NOT_FOUND = 127;
const LOOK_US = SECOND / 10;

/** Looks ten times a second whether its child has ended; after the time it sends a signal. */
export const timeout: Program = {
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
