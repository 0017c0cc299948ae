import { curlProgram } from './curl.ts';
import { dateProgram } from './date.ts';
import { grepProgram } from './grep.ts';
import { jobsProgram, killProgram, waitProgram } from './job-control.ts';
import { lsmodProgram, modprobeProgram, rmmodProgram } from './kernel-modules.ts';
import { kubectlProgram } from './kubectl.ts';
import { ipsetProgram, iptablesProgram, iptablesSaveProgram, ipvsadmProgram, nftProgram } from './node-tables.ts';
import { nodePrograms } from './node/registry.ts';
import { packagePrograms, packaged } from './packages.ts';
import type { Program } from './program.ts';
import { sleepProgram } from './sleep.ts';
import { sshProgram } from './ssh.ts';
import { tailProgram } from './tail.ts';
import { timeoutProgram } from './timeout.ts';
import { watchProgram } from './watch.ts';

/** What can be typed besides the shell library's own commands. */
export const programs: readonly Program[] = [
  curlProgram,
  dateProgram,
  grepProgram,
  ipsetProgram,
  iptablesProgram,
  iptablesSaveProgram,
  packaged(ipvsadmProgram, 'ipvsadm'),
  jobsProgram,
  killProgram,
  kubectlProgram,
  lsmodProgram,
  modprobeProgram,
  nftProgram,
  ...nodePrograms,
  ...packagePrograms,
  rmmodProgram,
  sleepProgram,
  sshProgram,
  tailProgram,
  timeoutProgram,
  waitProgram,
  watchProgram,
];
