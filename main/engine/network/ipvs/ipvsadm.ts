// Models ipvsadm.c and iproute2 (ip -brief): what a node's virtual servers look like to the person at its terminal.
import { formatIp } from '../cidr.ts';
import { type IpvsTable, serverKey } from './ipvs-table.ts';
import type { VirtualServer } from './write-port.ts';

const HEAD = [
  'IP Virtual Server version 1.2.1 (size=4096)',
  'Prot LocalAddress:Port Scheduler Flags',
  '  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn',
];

/** What `ipvsadm -ln` prints where there are no virtual servers. */
export const NO_SERVERS = `${HEAD.join('\n')}\n`;

/** What `ipvsadm -ln` prints. */
export function ipvsadm(table: IpvsTable): string {
  const lines = [...table.servers.values()].flatMap((server) => [headText(server), ...realServersText(server)]);
  return `${[...HEAD, ...lines].join('\n')}\n`;
}

function headText(server: VirtualServer): string {
  const { persistentSeconds: seconds } = server;
  return `${serverKey(server)} ${server.scheduler}${seconds === undefined ? '' : ` persistent ${seconds}`}`;
}

function realServersText({ realServers }: VirtualServer): readonly string[] {
  return realServers.map(({ text }) => `  -> ${text.padEnd(28)} Masq    1      0          0         `);
}

/** What `ip -brief address show kube-ipvs0` prints. */
export function kubeIpvs0(table: IpvsTable): string {
  const addresses = [...table.bound].map((address) => `${formatIp(address)}/32 `);
  return `kube-ipvs0       DOWN           ${addresses.join('')}\n`;
}
