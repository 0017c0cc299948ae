// Models ipvsadm.c and iproute2 (ip -brief): what a node's virtual servers look like to the person at its terminal.
import { formatIp } from '../cidr.ts';
import { type Micros, START } from '../../kernel/time.ts';
import { ConnectionCounts } from './connection-counts.ts';
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
export function ipvsadm(table: IpvsTable, connections = new ConnectionCounts(), now = START): string {
  const lines = [...table.servers.values()].flatMap((server) => [
    headText(server),
    ...realServers(server, connections, now),
  ]);
  return `${[...HEAD, ...lines].join('\n')}\n`;
}

/** Those that are to get connections, and those that are to lose theirs. */
function realServers(server: VirtualServer, connections: ConnectionCounts, now: Micros): readonly string[] {
  const key = serverKey(server);
  const { protocol } = server;
  const current = new Set(server.realServers.map(({ text }) => text));
  const all = [...current, ...connections.ending(key, protocol, current, now)];
  return all.map((real) => {
    const inactive = connections.inactive(key, real, protocol, now);
    return realServerText(real, current.has(real) ? 1 : 0, inactive);
  });
}

function headText(server: VirtualServer): string {
  const { persistentSeconds: seconds } = server;
  return `${serverKey(server)} ${server.scheduler}${seconds === undefined ? '' : ` persistent ${seconds}`}`;
}

function realServerText(text: string, weight: 0 | 1, inactive: number): string {
  return `  -> ${text.padEnd(28)} Masq    ${weight}      0          ${String(inactive).padEnd(10)}`;
}

/** What `ip -brief address show kube-ipvs0` prints. */
export function kubeIpvs0(table: IpvsTable): string {
  const addresses = [...table.bound].map((address) => `${formatIp(address)}/32 `);
  return `kube-ipvs0       DOWN           ${addresses.join('')}\n`;
}
