import { JOB_VARIABLE } from '../jobs.ts';
import { complained, type Program } from './program.ts';
import { readInterval } from './sleep.ts';

const TIMED_OUT = 124;
const SHELLS = new Set(['bash', 'sh']);

/** Runs a command, and stops it when so much virtual time has passed. */
export const timeoutProgram: Program = {
  name: 'timeout',
  async run(args, context, { client, jobs }, signal) {
    const words = args.filter((word, index) => !(word.startsWith('-') && args.slice(0, index).every(isFlag)));
    const [interval = '', command, ...rest] = words;
    const durationUs = readInterval(interval);
    if (durationUs === undefined || command === undefined)
      return complained('timeout: missing or invalid operand\n', 125);
    let result = complained('', TIMED_OUT);
    const job = jobs.start(args.join(' '), async (number, _stop, end) => {
      const options = { cwd: context.cwd, args: rest, env: { [JOB_VARIABLE]: String(number) } };
      // A program stops by itself and keeps what it has printed; a shell would go on with its next command.
      const stoppable = SHELLS.has(command) ? { ...options, signal: end } : options;
      result = (await context.exec?.(command, stoppable)) ?? result;
      return result.exitCode;
    });
    const ended = new AbortController();
    signal.addEventListener('abort', () => job.stop.abort());
    const isLate = await Promise.race([
      job.done.then(() => false),
      client.sleep(durationUs, ended.signal).then(() => true),
    ]);
    ended.abort();
    job.stop.abort();
    await job.done;
    return isLate ? { ...result, exitCode: TIMED_OUT } : result;
  },
};

const isFlag = (word: string) => word.startsWith('-');
