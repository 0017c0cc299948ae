// Jobs as the shell's own commands have them: `wait`, `kill`, `jobs`.
import { AWAIT_JOBS } from '../prepare-script.ts';
import { complained, printed, type Program } from './program.ts';

const NO_CHILD = 127;

export const waitProgram: Program = {
  name: AWAIT_JOBS,
  async run(args, _context, { jobs }) {
    const waited = args.length === 0 ? jobs.running : args.map((name) => jobs.find(name));
    let exitCode = 0;
    for (const [index, job] of waited.entries()) {
      if (!job) return complained(`bash: wait: pid ${args[index] ?? ''} is not a child of this shell\n`, NO_CHILD);
      exitCode = await job.done;
    }
    return printed('', args.length === 0 ? 0 : exitCode);
  },
};

export const killProgram: Program = {
  name: 'kill',
  async run(args, _context, { jobs }) {
    for (const name of args.filter((word) => !word.startsWith('-'))) {
      const job = jobs.find(name);
      if (job?.exitCode !== undefined || !job) return complained(`bash: kill: (${name}) - No such process\n`);
      job.stop.abort();
      await job.done;
    }
    return printed('');
  },
};

export const jobsProgram: Program = {
  name: 'jobs',
  async run(_args, _context, { jobs }) {
    return printed(jobs.running.map(({ number, text }) => `[${number}]   Running                 ${text}\n`).join(''));
  },
};
