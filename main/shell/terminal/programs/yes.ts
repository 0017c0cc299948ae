import { AT_TERMINAL } from '../prepare-script.ts';
import { printed, type Program } from './program.ts';
import { TERMINATED } from './sleep.ts';

/** In a pipe, whose commands run one after another, it ends after so many lines. */
const PIPED_LINES = 10_000;
const LINES_AT_ONCE = 256;

/** Prints a line until it is stopped. */
export const yesProgram: Program = {
  name: 'yes',
  async run(args, context, { out, pause }, signal) {
    const line = `${args.length === 0 ? 'y' : args.join(' ')}\n`;
    if (context.env.get(AT_TERMINAL) !== '1') return printed(line.repeat(PIPED_LINES));
    while (!signal.aborted) {
      out(line.repeat(LINES_AT_ONCE));
      await pause();
    }
    return printed('', TERMINATED);
  },
};
