import { dateProgram } from './date.ts';
import { jobsProgram, killProgram, waitProgram } from './job-control.ts';
import { kubectlProgram } from './kubectl.ts';
import type { Program } from './program.ts';
import { sleepProgram } from './sleep.ts';
import { timeoutProgram } from './timeout.ts';
import { watchProgram } from './watch.ts';

/** What can be typed besides the shell library's own commands. */
export const programs: readonly Program[] = [
  dateProgram,
  jobsProgram,
  killProgram,
  kubectlProgram,
  sleepProgram,
  timeoutProgram,
  waitProgram,
  watchProgram,
];
