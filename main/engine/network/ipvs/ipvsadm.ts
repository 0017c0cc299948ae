// Models ipvsadm.c and iproute2 (ip -brief): what a node's virtual servers look like to the person at its terminal.
import { formatIp } from '../cidr.ts';
import type { Endpoint } from '../services/endpoint.ts';
import { type IpvsTable, serverKey } from './ipvs-table.ts';
import type { VirtualServer } from './write-port.ts';

const HEAD = [
  'IP Virtual Server version 1.2.1 (size=4096)',
  'Prot LocalAddress:Port Scheduler Flags',
  '  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn',
];

/** What `ipvsadm -ln` prints where there are no virtual servers. */
export const NO_SERVERS = `${HEAD.join('\n')}\n`;

/** How many connections of a real server that have ended the kernel remembers. */
export type InactiveCount = (server: VirtualServer, real: Endpoint) => number;

/** What `ipvsadm -ln` prints. */
export function ipvsadm(table: IpvsTable, inactive: InactiveCount = () => 0): string {
  const lines = [...table.servers.values()].flatMap((server) => [
    headText(server),
    ...server.realServers.map((real) => realServerText(real, inactive(server, real))),
  ]);
  return `${[...HEAD, ...lines].join('\n')}\n`;
}

function headText(server: VirtualServer): string {
  const { persistentSeconds: seconds } = server;
  return `${serverKey(server)} ${server.scheduler}${seconds === undefined ? '' : ` persistent ${seconds}`}`;
}

function realServerText({ text }: Endpoint, inactive: number): string {
  return `  -> ${text.padEnd(28)} Masq    1      0          ${String(inactive).padEnd(10)}`;
}

/** What `ip -brief address show kube-ipvs0` prints. */
export function kubeIpvs0(table: IpvsTable): string {
  const addresses = [...table.bound].map((address) => `${formatIp(address)}/32 `);
  return `kube-ipvs0       DOWN           ${addresses.join('')}\n`;
}
