// Commands that tell of the container's network: `ip`, `ifconfig`, `route`, `netstat`.
import type { Process } from '../program.ts';
import { type CommandResult, type PlainCommand, done, failed, optionsOf } from './command.ts';

const MTU = 1450;
const LOOPBACK_MTU = 65536;

/** `ip addr`, `ip route`, `ip link`, and their short forms. */
function ip(args: readonly string[], process: Process): CommandResult {
  const [object = ''] = args.filter((arg) => !arg.startsWith('-'));
  if ('address'.startsWith(object) && object !== '') return done(addresses(process, true));
  if ('link'.startsWith(object) && object !== '') return done(addresses(process, false));
  if ('route'.startsWith(object) && object !== '') return done(routes(process));
  if ('neighbour'.startsWith(object) && object !== '') {
    const gateway = sibling(process.ip, 1);
    return done(`${gateway} dev eth0 lladdr ${hardwareAddress(gateway)} ref 1 used 0/0/0 probes 1 REACHABLE \n`);
  }
  return failed('BusyBox: ip: unknown object\n');
}

function addresses(process: Process, withAddresses: boolean): string {
  const inet = (text: string) =>
    withAddresses ? `    inet ${text}\n       valid_lft forever preferred_lft forever\n` : '';
  return [
    `1: lo: <LOOPBACK,UP,LOWER_UP> mtu ${String(LOOPBACK_MTU)} qdisc noqueue qlen 1000\n`,
    '    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00\n',
    inet('127.0.0.1/8 scope host lo'),
    `2: eth0@if3: <BROADCAST,MULTICAST,UP,LOWER_UP,M-DOWN> mtu ${String(MTU)} qdisc noqueue \n`,
    `    link/ether ${hardwareAddress(process.ip)} brd ff:ff:ff:ff:ff:ff\n`,
    inet(`${process.ip}/24 brd ${sibling(process.ip, 255)} scope global eth0`),
  ].join('');
}

function routes({ ip: own }: Process): string {
  const gateway = sibling(own, 1);
  return `default via ${gateway} dev eth0 \n${sibling(own, 0)}/24 dev eth0 scope link  src ${own} \n`;
}

/** What the bridge plugin makes of an address: its bytes stand in the hardware address. */
function hardwareAddress(address: string): string {
  const bytes = address.split('.').map((part) => Number(part).toString(16).padStart(2, '0'));
  return ['0a', '58', ...bytes].join(':');
}

const sibling = (address: string, last: number) => address.replace(/\d+$/, String(last));

function ifconfig(_args: readonly string[], process: Process): CommandResult {
  const { ip: own } = process;
  return done(
    `eth0      Link encap:Ethernet  HWaddr ${hardwareAddress(own).toUpperCase()}  \n` +
      `          inet addr:${own}  Bcast:${sibling(own, 255)}  Mask:255.255.255.0\n` +
      `          UP BROADCAST RUNNING MULTICAST  MTU:${String(MTU)}  Metric:1\n\n` +
      'lo        Link encap:Local Loopback  \n' +
      '          inet addr:127.0.0.1  Mask:255.0.0.0\n' +
      `          UP LOOPBACK RUNNING  MTU:${String(LOOPBACK_MTU)}  Metric:1\n\n`,
  );
}

function route(_args: readonly string[], { ip: own }: Process): CommandResult {
  return done(
    'Kernel IP routing table\n' +
      'Destination     Gateway         Genmask         Flags Metric Ref    Use Iface\n' +
      `default         ${sibling(own, 1).padEnd(15)} 0.0.0.0         UG    0      0        0 eth0\n` +
      `${sibling(own, 0).padEnd(15)} *               255.255.255.0   U     0      0        0 eth0\n`,
  );
}

/** Who listens on which port. */
function netstat(_args: readonly string[], process: Process): CommandResult {
  const rows = process.processes().flatMap(({ pid, argv, listens = [] }) =>
    listens.map((port) => {
      const local = `0.0.0.0:${String(port)}`.padEnd(23);
      return `tcp        0      0 ${local} 0.0.0.0:*               LISTEN      ${String(pid)}/${argv[0] ?? ''}\n`;
    }),
  );
  const head =
    'Active Internet connections (only servers)\n' +
    'Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name    \n';
  return done(head + rows.join(''));
}

function ss(_args: readonly string[], process: Process): CommandResult {
  const rows = process
    .processes()
    .flatMap(({ listens = [] }) =>
      listens.map((port) => `LISTEN 0      511          0.0.0.0:${String(port).padEnd(6)}    0.0.0.0:*\n`),
    );
  return done(`State  Recv-Q Send-Q Local Address:Port  Peer Address:Port\n${rows.join('')}`);
}

/** Of all others a Pod knows its bridge alone. */
function arp(_args: readonly string[], { ip: own }: Process): CommandResult {
  const gateway = sibling(own, 1);
  return done(`? (${gateway}) at ${hardwareAddress(gateway)} [ether]  on eth0\n`);
}

const HOPS_MAX = 30;

/** Pods on one bridge see each other; the way to all others leads over it. */
function traceroute(args: readonly string[], process: Process): CommandResult {
  const { operands, flags } = optionsOf(args, 'fgimpqsw');
  const [host] = operands;
  if (host === undefined) return failed('BusyBox: Usage: traceroute [-nrlv] HOST [BYTES]\n');
  const lookup = process.lookUp(host);
  const [address] = lookup.kind === 'found' ? lookup.addresses : [];
  if (address === undefined) return failed(`traceroute: bad address '${host}'\n`);
  const gateway = sibling(process.ip, 1);
  const stations = sibling(address, 1) === gateway ? [address] : [gateway, address];
  const tookUs = process.ping(address);
  const line = (text: string, at: number) => `${String(at + 1).padStart(2)}  ${text}\n`;
  const time = (at: number) => `${(((tookUs ?? 0) * (at + 1)) / stations.length / 1000).toFixed(3)} ms`;
  const lines = Array.from({ length: tookUs === undefined ? HOPS_MAX : stations.length }, (_, at) => {
    const station = stations[at] ?? '';
    if (tookUs === undefined && station !== gateway) return line('*  *  *', at);
    const who = flags.has('n') ? station : `${station} (${station})`;
    return line(`${who}  ${time(at)}  ${time(at)}  ${time(at)}`, at);
  });
  return done(`traceroute to ${host} (${address}), ${String(HOPS_MAX)} hops max, 46 byte packets\n${lines.join('')}`);
}

export const networkCommands: Readonly<Record<string, PlainCommand>> = {
  ip,
  ifconfig,
  route,
  netstat,
  ss,
  arp,
  traceroute,
};
