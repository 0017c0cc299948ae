// Models iproute2's `ip` and net-tools' `arp`, `route` and `ifconfig`, as far as they look, and the one switch that cuts a machine off.
import type { TerminalCluster } from '../../cluster-client.ts';
import { hostOf } from '../host.ts';
import { complained, printed, type Program } from '../program.ts';
import { type Interface, type Neighbour, interfacesOf, neighboursOf, routesOf } from './interfaces.ts';

const SUBJECTS = ['address', 'route', 'neighbour', 'neighbor', 'link', 'rule', 'netns'] as const;
const USAGE = `Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }
where  OBJECT := { address | link | neighbour | netns | route | rule }
       OPTIONS := { -V[ersion] | -4 | -6 | -br[ief] | -o[neline] | -d[etails] | -s[tatistics] }
`;
const RULES = '0:\tfrom all lookup local\n32766:\tfrom all lookup main\n32767:\tfrom all lookup default\n';

export const ipProgram: Program = {
  name: 'ip',
  async run(args, context, { held }) {
    const [subject = '', ...rest] = args.filter((word) => !word.startsWith('-'));
    const node = hostOf(context, held);
    const brief = args.some((word) => /^-(br|brief)$/.test(word));
    const oneLine = args.some((word) => /^-o(neline)?$/.test(word));
    if (args.some((word) => /^-V(ersion)?$/.test(word))) return printed('ip utility, iproute2-6.1.0, libbpf 1.3.0\n');
    if (subject === '' || subject === 'help') return complained(USAGE, 255);
    switch (SUBJECTS.find((each) => subject !== '' && each.startsWith(subject))) {
      case 'address':
      case 'link':
        if (rest[0] === 'set') return setLink(held, node, rest.slice(1));
        return showInterfaces(
          interfacesOf(held, node),
          rest,
          brief ? 'brief' : oneLine ? 'line' : 'full',
          !subject.startsWith('l'),
        );
      case 'route':
        return printed(rest[0] === 'get' ? routeTo(held, node, rest[1] ?? '') : routesText(held, node));
      case 'neighbour':
      case 'neighbor':
        return printed(neighboursText(held, node, rest.includes('dev') ? rest.at(-1) : undefined));
      case 'rule':
        return printed(RULES);
      case 'netns':
        return printed(namespacesText(held, node));
      case undefined:
        return complained(`Object "${subject}" is unknown, try "ip help".\n`);
    }
  },
};

export const arpProgram: Program = {
  name: 'arp',
  async run(args, context, { held }) {
    const all = neighboursOf(held, hostOf(context, held));
    if (args.some((word) => /^-\w*a/.test(word))) return printed(all.map((each) => arpLine(each, held)).join(''));
    const rows = all.map(
      ({ ip, mac, device, reachable }) =>
        `${ip.padEnd(24)} ${reachable ? `ether   ${mac}   C                     ` : `        (incomplete)                              `}${device}\n`,
    );
    return printed(
      `Address                  HWtype  HWaddress           Flags Mask            Iface\n${rows.join('')}`,
    );
  },
};

/** In the manner of BSD. */
function arpLine({ ip, mac, device, reachable }: Neighbour, { cluster }: TerminalCluster): string {
  const name = cluster.runtime.machineByIp(ip) ?? '?';
  return `${name} (${ip}) at ${reachable ? `${mac} [ether]` : '<incomplete>'} on ${device}\n`;
}

type Form = 'full' | 'brief' | 'line';

function showInterfaces(all: readonly Interface[], words: readonly string[], form: Form, withAddresses: boolean) {
  const name = words.filter((word) => !/^(show|list|ls|dev)$/.test(word)).at(-1);
  const shown = all
    .map((each, at) => [each, at + 1] as const)
    .filter(([each]) => name === undefined || baseOf(each) === name);
  if (name !== undefined && shown.length === 0) return complained(`Device "${name}" does not exist.\n`);
  const text = shown.map(([each, number]) =>
    form === 'brief'
      ? briefText(each, withAddresses)
      : lined(fullText(each, number, withAddresses), form, withAddresses),
  );
  return printed(text.join(''));
}

/** With `-o` each address, or without addresses each interface, is one line. */
function lined(text: string, form: Form, withAddresses: boolean): string {
  if (form === 'full') return text;
  const [head = '', link = '', ...addresses] = text.trimEnd().split('\n');
  if (!withAddresses) return `${head}\\${link}\n`;
  const [, number = '', name = ''] = /^(\d+): ([^:@]+)/.exec(head) ?? [];
  return addresses
    .filter((line) => line.startsWith('    inet'))
    .map((line) => `${number}: ${name}    ${line.trim()}\\       valid_lft forever preferred_lft forever\n`)
    .join('');
}

/** `ip link set [dev] eth0 up|down`: the cable is the one thing that can be switched. */
function setLink(held: TerminalCluster, node: string, words: readonly string[]) {
  const [device = '', state = ''] = words.filter((word) => word !== 'dev');
  if (!interfacesOf(held, node).some((each) => baseOf(each) === device)) {
    return complained(`Cannot find device "${device}"\n`);
  }
  if (device !== CABLE || (state !== 'up' && state !== 'down')) {
    return complained(`ip: of links only ${CABLE} can be set up or down here\n`, 2);
  }
  const link = { ...held.cluster.network.links.get(node), up: state === 'up' };
  held.submit({ type: 'set-link', node, link }, 'person');
  return printed('');
}

const CABLE = 'eth0';

const baseOf = ({ name }: Interface) => name.split('@')[0];

function briefText(each: Interface, withAddresses: boolean): string {
  const state = each.name === 'lo' ? 'UNKNOWN' : each.up ? 'UP' : 'DOWN';
  const rest = withAddresses ? each.addresses.join(' ') : `${each.mac} <${each.flags}>`;
  return `${each.name.padEnd(16)} ${state.padEnd(14)} ${rest} \n`;
}

function fullText(each: Interface, number: number, withAddresses: boolean): string {
  const { name, mac, mtu, up, queue, flags, master } = each;
  const isLoopback = name === 'lo';
  const state = isLoopback || name === 'flannel.1' ? 'UNKNOWN' : up ? 'UP' : 'DOWN';
  const owner = master === undefined ? '' : ` master ${master}`;
  const end = isLoopback ? '00:00:00:00:00:00' : 'ff:ff:ff:ff:ff:ff';
  const lines = [
    `${number}: ${name}: <${flags}> mtu ${mtu} qdisc ${queue}${owner} state ${state} group default qlen 1000`,
    `    link/${isLoopback ? 'loopback' : 'ether'} ${mac} brd ${end}`,
  ];
  for (const address of withAddresses ? each.addresses : []) {
    const scope = isLoopback ? 'host' : 'global';
    const broadcast = name === 'eth0' || name === 'cni0' ? ` brd ${address.replace(/\.\d+\/.*$/, '.255')}` : '';
    lines.push(
      `    inet ${address}${broadcast} scope ${scope} ${baseOf(each) ?? ''}`,
      '       valid_lft forever preferred_lft forever',
    );
  }
  return `${lines.join('\n')}\n`;
}

function routesText(held: TerminalCluster, node: string): string {
  return routesOf(held, node)
    .map(({ destination, text }) => `${destination} ${text} \n`)
    .join('');
}

function routeTo(held: TerminalCluster, node: string, ip: string): string {
  const { runtime } = held.cluster;
  const own = runtime.machineIp(node) ?? '';
  const pod = runtime.podAt(ip);
  if (ip === own) return `local ${ip} dev lo src ${ip} uid 0 \n    cache <local> \n`;
  if (pod?.node === node) return `${ip} dev cni0 src ${ip.replace(/\d+$/, '1')} uid 0 \n    cache \n`;
  if (runtime.machineByIp(ip) !== undefined) return `${ip} dev eth0 src ${own} uid 0 \n    cache \n`;
  const route =
    pod && routesOf(held, node).find(({ destination }) => destination === runtime.machine(pod.node).podCidr);
  const way = (route ?? routesOf(held, node)[0])?.text.replace(/ proto \w+| onlink/g, '') ?? '';
  return `${ip} ${way} src ${own} uid 0 \n    cache \n`;
}

/** Each Pod with an address of its own has one. */
function namespacesText({ cluster }: TerminalCluster, node: string): string {
  const pods = cluster.runtime
    .machine(node)
    .pods()
    .filter((pod) => pod.ready && pod.ip !== '');
  const names = pods.map(({ sandboxId: id }) =>
    [id.slice(0, 8), id.slice(8, 12), id.slice(12, 16), id.slice(16, 20), id.slice(20, 32)].join('-'),
  );
  return names.map((name, at) => `cni-${name} (id: ${at})\n`).join('');
}

function neighboursText(held: TerminalCluster, node: string, only: string | undefined): string {
  return neighboursOf(held, node)
    .filter(({ device }) => only === undefined || device === only)
    .map(({ ip, device, mac, reachable }) =>
      reachable ? `${ip} dev ${device} lladdr ${mac} REACHABLE \n` : `${ip} dev ${device} FAILED \n`,
    )
    .join('');
}
