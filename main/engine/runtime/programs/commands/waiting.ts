// Commands that take their time.
import type { Program } from '../program.ts';
import { durationUs } from './durations.ts';
import { memoryEater, stress } from './stress.ts';
import { tail } from './tail.ts';
import { timeout } from './timeout.ts';

const SLICE = 8_192;

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

/** `yes`: a slice at a time, as fast as its reader takes it. */
const yes: Program = {
  run: (process) => {
    process.burn(1_000);
    const line = `${process.argv.slice(1).join(' ') || 'y'}\n`;
    process.out(line.repeat(Math.max(1, Math.floor(SLICE / line.length))));
    return { state: true, next: { waitUs: 1_000 } };
  },
};

export const waitingCommands: Readonly<Record<string, Program>> = {
  sleep,
  tail,
  yes,
  timeout,
  oomkill: memoryEater,
  stress,
  'stress-ng': stress,
};
