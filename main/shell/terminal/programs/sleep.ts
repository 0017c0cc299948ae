import { SECOND } from '../../../engine/kernel/time.ts';
import { complained, printed, type Program } from './program.ts';

const UNITS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };
/** Of a program that was ended by SIGTERM. */
export const TERMINATED = 143;

/** Microseconds of a duration as `sleep` and `timeout` take it, in seconds where no unit is named. */
export function readInterval(text: string): number | undefined {
  const [, amount, unit] = /^(\d+(?:\.\d*)?|\.\d+)([smhd]?)$/.exec(text) ?? [];
  return amount === undefined ? undefined : Number(amount) * (UNITS[unit ?? ''] ?? 1) * SECOND;
}

/** Waits in virtual time. */
export const sleepProgram: Program = {
  name: 'sleep',
  async run(args, _context, { client }, signal) {
    if (args.length === 0) return complained('sleep: missing operand\n');
    const intervals = args.map(readInterval);
    const wrong = args[intervals.indexOf(undefined)];
    if (wrong !== undefined) return complained(`sleep: invalid time interval '${wrong}'\n`);
    await client.sleep(
      intervals.reduce<number>((sum, interval) => sum + (interval ?? 0), 0),
      signal,
    );
    return printed('', signal.aborted ? TERMINATED : 0);
  },
};
