import { curlProgram } from './curl.ts';
import { dateProgram } from './date.ts';
import { editorPrograms } from './editors.ts';
import { grepProgram } from './grep.ts';
import { identityPrograms } from './identity.ts';
import { jobsProgram, killProgram, waitProgram } from './job-control.ts';
import { lsmodProgram, modprobeProgram, rmmodProgram } from './kernel-modules.ts';
import { kubectlProgram } from './kubectl.ts';
import {
  ip6tablesSaveProgram,
  ipsetProgram,
  iptablesProgram,
  iptablesSaveProgram,
  ipvsadmProgram,
  nftProgram,
} from './node-tables.ts';
import { nodePrograms } from './node/registry.ts';
import { packagePrograms, packaged } from './packages.ts';
import type { Program } from './program.ts';
import { sedProgram } from './sed.ts';
import { sleepProgram } from './sleep.ts';
import { sshProgram } from './ssh.ts';
import { tailProgram } from './tail.ts';
import { timeoutProgram } from './timeout.ts';
import { watchProgram } from './watch.ts';
import { yesProgram } from './yes.ts';

/** What can be typed at a machine of the cluster besides the shell library's own commands. */
export const machinePrograms: readonly Program[] = [
  curlProgram,
  dateProgram,
  ...editorPrograms,
  grepProgram,
  ...identityPrograms,
  ip6tablesSaveProgram,
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
  sedProgram,
  sleepProgram,
  sshProgram,
  tailProgram,
  timeoutProgram,
  waitProgram,
  watchProgram,
  yesProgram,
];

/** What stands at a machine's own rules, devices and services. */
const AT_MACHINES_ONLY = new Set([
  ...nodePrograms.map(({ name }) => name).filter((name) => name !== 'wget'),
  ...packagePrograms.map(({ name }) => name),
  ...[ip6tablesSaveProgram, ipsetProgram, iptablesProgram, iptablesSaveProgram, ipvsadmProgram, nftProgram].map(
    ({ name }) => name,
  ),
  ...[lsmodProgram, modprobeProgram, rmmodProgram].map(({ name }) => name),
]);

/** What can be typed at the person's own machine. */
export const outsidePrograms: readonly Program[] = machinePrograms.filter(({ name }) => !AT_MACHINES_ONLY.has(name));
