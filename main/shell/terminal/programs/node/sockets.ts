// Models `ss` of iproute2 and `netstat` of net-tools at a machine.
import { hostOf } from '../host.ts';
import { complained, printed, type Program } from '../program.ts';
import { optionTable, readWords, type Words } from '../words.ts';
import { interfacesOf, routesOf } from './interfaces.ts';
import { ANY, type Socket, socketsOf } from './listening.ts';
import type { TerminalCluster } from '../../cluster-client.ts';

const SS_OPTIONS = optionTable(
  ...['t tcp', 'u udp', 'l listening', 'a all', 'n numeric', 'p processes', 'H no-header', 'x unix', 's summary'],
  ...[
    '4 ipv4',
    '6 ipv6',
    'e extended',
    'm memory',
    'o options',
    'i info',
    'r resolve',
    'w raw',
    'O oneline',
    'f: family',
  ],
);
const SS_USAGE = 'Usage: ss [ OPTIONS ]\n       ss [ OPTIONS ] [ FILTER ]\n';

export const ssProgram: Program = {
  name: 'ss',
  async run(args, context, { held }) {
    const words = readWords(args, SS_OPTIONS);
    if (words.problem)
      return complained(`ss: invalid option -- '${words.problem.name.replace('-', '')}'\n${SS_USAGE}`, 255);
    const all = socketsOf(held, hostOf(context, held));
    if (words.has('s')) return printed(ssSummary(all));
    const filter = ssFilter(words.operands);
    if (filter === undefined)
      return complained(`Error: an inet prefix is expected rather than "${words.operands[0]}".\n`, 255);
    const shown = chosen(all, words).filter(filter);
    const [tcp, udp] = [words.has('t'), words.has('u')];
    return printed(ssTable(words.has('x') ? [] : shown, tcp === udp, words));
  },
};

/** Without a protocol all; without `-l` and `-a` what listens is left out. */
function chosen(all: readonly Socket[], { has }: Words): readonly Socket[] {
  const isAll = has('a');
  return all.filter(({ protocol, state }) => {
    const isListener = state === 'LISTEN' || state === 'UNCONN';
    const isMeant = has('t') === has('u') || has(protocol.charAt(0));
    return isMeant && (isAll || isListener === has('l')) && !(isListener ? false : has('6'));
  });
}

/** `state X`, `sport = :N`, `dport = :N`, joined by `and`; undefined when it is something else. */
function ssFilter(operands: readonly string[]): ((socket: Socket) => boolean) | undefined {
  const text = operands.join(' ').replaceAll(/[()]/g, ' ');
  const tests = text.split(/ and /).map((part) => {
    const trimmed = part.trim();
    if (trimmed === '') return () => true;
    const [, state] = /^state ([\w-]+)$/.exec(trimmed) ?? [];
    if (state !== undefined) return ({ state: own }: Socket) => STATES[state]?.includes(own) === true;
    const [, side, port] = /^(sport|dport) (?:=|==|eq)? ?:?(\d+)$/.exec(trimmed) ?? [];
    if (port === undefined) return undefined;
    return ({ port: own, peer }: Socket) => (side === 'sport' ? String(own) : peer?.split(':')[1]) === port;
  });
  return tests.includes(undefined) ? undefined : (socket) => tests.every((test) => test?.(socket));
}

const STATES: Readonly<Record<string, readonly Socket['state'][]>> = {
  established: ['ESTAB'],
  listening: ['LISTEN'],
  'time-wait': ['TIME-WAIT'],
  connected: ['ESTAB', 'TIME-WAIT'],
  all: ['LISTEN', 'ESTAB', 'TIME-WAIT', 'UNCONN'],
  unconnected: ['UNCONN'],
};

function ssTable(sockets: readonly Socket[], withProtocol: boolean, { has }: Words): string {
  const queue = { LISTEN: ['0', '4096'], ESTAB: ['0', '0'], 'TIME-WAIT': ['0', '0'], UNCONN: ['0', '0'] } as const;
  const lines = sockets.map((socket) => {
    const { protocol, state, program, pid } = socket;
    const owner = has('p') && program !== '' ? `users:(("${program}",pid=${pid},fd=${3 + (pid % 7)}))` : '';
    const [received, sent] = queue[state];
    const ends = `${localEnd(socket).padStart(23)}  ${peerEnd(socket).padStart(18)}`;
    return `${withProtocol ? protocol.padEnd(6) : ''}${state.padEnd(9)}${received.padEnd(9)}${sent.padEnd(6)}${ends}  ${owner}`.trimEnd();
  });
  const head = `${withProtocol ? 'Netid ' : ''}State    Recv-Q   Send-Q     Local Address:Port        Peer Address:Port  Process`;
  return [...(has('H') ? [] : [head]), ...lines, ''].join('\n');
}

const localEnd = ({ address, port }: Socket) => `${address}:${port}`;
const peerEnd = ({ address, peer }: Socket) => peer ?? (address === ANY ? '*:*' : '0.0.0.0:*');

function ssSummary(all: readonly Socket[]): string {
  const count = (state: Socket['state']) => all.filter((socket) => socket.state === state).length;
  const [tcp, udp] = [all.filter(({ protocol }) => protocol === 'tcp').length, count('UNCONN')];
  const wide = all.filter(({ address }) => address === ANY).length;
  const row = (name: string, total: number, six: number) =>
    `${name}\t  ${String(total).padEnd(10)}${String(total - six).padEnd(10)}${six}\n`;
  return [
    `Total: ${all.length}\n`,
    `TCP:   ${tcp} (estab ${count('ESTAB')}, closed ${count('TIME-WAIT')}, orphaned 0, timewait ${count('TIME-WAIT')})\n\n`,
    'Transport Total     IP        IPv6\n',
    row('RAW', 0, 0) + row('UDP', udp, 0) + row('TCP', tcp - count('TIME-WAIT'), wide),
    `${row('INET', tcp + udp - count('TIME-WAIT'), wide)}${row('FRAG', 0, 0)}\n`,
  ].join('');
}

const NETSTAT_OPTIONS = optionTable(
  ...['t tcp', 'u udp', 'l listening', 'a all', 'n numeric', 'p programs', 'r route', 'i interfaces', 's statistics'],
  ...['e extend', 'o timers', 'c continuous', 'W wide', 'v verbose', '4 inet', '6 inet6', 'x unix', 'N symbolic'],
);

export const netstatProgram: Program = {
  name: 'netstat',
  async run(args, context, { held }) {
    const words = readWords(args, NETSTAT_OPTIONS);
    if (words.problem)
      return complained(`netstat: invalid option -- '${words.problem.name.replace('-', '')}'\n${NETSTAT_USAGE}`, 3);
    const node = hostOf(context, held);
    if (words.has('s')) return complained('netstat: no statistics are kept here\n');
    if (words.has('r')) return printed(routeTable(held, node));
    if (words.has('i')) return printed(interfaceTable(held, node));
    return printed(netstatTable(chosen(socketsOf(held, node), words), words));
  },
};

const NETSTAT_USAGE = 'usage: netstat [-vWeenNcCF] [<Af>] -r         netstat {-V|--version|-h|--help}\n';

function netstatTable(sockets: readonly Socket[], { has }: Words): string {
  const lines = sockets.map((socket) => {
    const { protocol, state, address, program, pid } = socket;
    const isAny = address === ANY;
    const local = `${isAny ? '::' : address.replace('%lo', '')}:${socket.port}`;
    const peer = socket.peer ?? (isAny ? ':::*' : '0.0.0.0:*');
    const owner = !has('p') ? '' : program === '' ? '-' : `${pid}/${program}`;
    const name = `${protocol}${isAny ? '6' : ' '}`;
    return `${name}       0      0 ${local.padEnd(23)} ${peer.padEnd(23)} ${NETSTAT_STATES[state].padEnd(11)} ${owner}`.trimEnd();
  });
  const which = has('a') ? '(servers and established)' : has('l') ? '(only servers)' : '(w/o servers)';
  const head = `Proto Recv-Q Send-Q Local Address           Foreign Address         State       ${has('p') ? 'PID/Program name' : ''}`;
  return [`Active Internet connections ${which}`, head.trimEnd(), ...lines, ''].join('\n');
}

const NETSTAT_STATES = { LISTEN: 'LISTEN', ESTAB: 'ESTABLISHED', 'TIME-WAIT': 'TIME_WAIT', UNCONN: '' } as const;

/** As `netstat -rn` prints it. */
function routeTable(held: TerminalCluster, node: string): string {
  const rows = routesOf(held, node).map(({ destination, text }) => {
    const [, gateway = '0.0.0.0'] = /via (\S+)/.exec(text) ?? [];
    const [, device = ''] = /dev (\S+)/.exec(text) ?? [];
    const [network = '', bits = '0'] = destination === 'default' ? ['0.0.0.0', '0'] : destination.split('/');
    const flags = gateway === '0.0.0.0' ? 'U' : 'UG';
    return `${network.padEnd(15)} ${gateway.padEnd(15)} ${maskOf(Number(bits)).padEnd(15)} ${flags.padEnd(5)}     0 0          0 ${device}\n`;
  });
  return `Kernel IP routing table\nDestination     Gateway         Genmask         Flags   MSS Window  irtt Iface\n${rows.join('')}`;
}

const maskOf = (bits: number) =>
  [0, 8, 16, 24].map((from) => 256 - 2 ** (8 - Math.min(8, Math.max(0, bits - from)))).join('.');

function interfaceTable(held: TerminalCluster, node: string): string {
  const rows = interfacesOf(held, node).map(({ name, mtu, up }) => {
    const flags = name === 'lo' ? 'LRU' : up ? 'BMRU' : 'BMU';
    return `${(name.split('@')[0] ?? '').padEnd(10)}${String(mtu).padStart(5)}        0      0      0 0             0      0      0      0 ${flags}\n`;
  });
  return `Kernel Interface table\nIface      MTU    RX-OK RX-ERR RX-DRP RX-OVR    TX-OK TX-ERR TX-DRP TX-OVR Flg\n${rows.join('')}`;
}
