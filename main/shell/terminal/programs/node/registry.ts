// What a person types at a machine to look at its network and its containers.
import type { Program } from '../program.ts';
import { conntrackProgram } from './conntrack.ts';
import { crictlProgram } from './crictl.ts';
import { arpProgram, ipProgram } from './ip.ts';
import { digProgram, hostProgram, nslookupProgram } from './names.ts';
import { ncProgram, telnetProgram } from './nc.ts';
import { pingProgram } from './ping.ts';
import { netstatProgram, ssProgram } from './sockets.ts';
import { journalctlProgram, systemctlProgram } from './systemctl.ts';
import { tcProgram } from './tc.ts';
import { tracerouteProgram } from './traceroute.ts';
import { tcpdumpProgram } from './tcpdump.ts';
import { wgetProgram } from './wget.ts';

export const nodePrograms: readonly Program[] = [
  arpProgram,
  conntrackProgram,
  crictlProgram,
  digProgram,
  hostProgram,
  ipProgram,
  journalctlProgram,
  ncProgram,
  netstatProgram,
  nslookupProgram,
  pingProgram,
  ssProgram,
  systemctlProgram,
  tcProgram,
  tcpdumpProgram,
  telnetProgram,
  tracerouteProgram,
  wgetProgram,
];
