// Models iproute2's `ip` and net-tools' `arp`, `route` and `ifconfig`, as far as they look, and the one switch that cuts a machine off.
import type { TerminalCluster } from '../../cluster-client.ts';
import { hostOf } from '../host.ts';
import { complained, printed, type Program } from '../program.ts';
import { type Interface, interfacesOf, neighboursOf, routesOf } from './interfaces.ts';

const SUBJECTS = ['address', 'route', 'neighbour', 'neighbor', 'link'] as const;

export const ipProgram: Program = {
  name: 'ip',
  async run(args, context, { held }) {
    const [subject = '', ...rest] = args.filter((word) => !word.startsWith('-'));
    const node = hostOf(context, held);
    const brief = args.some((word) => /^-(br|brief)$/.test(word));
    switch (SUBJECTS.find((each) => subject !== '' && each.startsWith(subject))) {
      case 'address':
      case 'link':
        if (rest[0] === 'set') return setLink(held, node, rest.slice(1));
        return showInterfaces(interfacesOf(held, node), rest, brief, !subject.startsWith('l'));
      case 'route':
        return printed(rest[0] === 'get' ? routeTo(held, node, rest[1] ?? '') : routesText(held, node));
      case 'neighbour':
      case 'neighbor':
        return printed(neighboursText(held, node));
      case undefined:
        return complained(`Object "${subject}" is unknown, try "ip help".\n`);
    }
  },
};

export const arpProgram: Program = {
  name: 'arp',
  async run(_args, context, { held }) {
    const rows = neighboursOf(held, hostOf(context, held)).map(
      ({ ip, mac, device, reachable }) =>
        `${ip.padEnd(24)} ${reachable ? `ether   ${mac}   C                     ` : `        (incomplete)                              `}${device}\n`,
    );
    return printed(
      `Address                  HWtype  HWaddress           Flags Mask            Iface\n${rows.join('')}`,
    );
  },
};

function showInterfaces(all: readonly Interface[], words: readonly string[], brief: boolean, withAddresses: boolean) {
  const name = words.filter((word) => !/^(show|list|ls|dev)$/.test(word)).at(-1);
  const shown = all
    .map((each, at) => [each, at + 1] as const)
    .filter(([each]) => name === undefined || baseOf(each) === name);
  if (name !== undefined && shown.length === 0) return complained(`Device "${name}" does not exist.\n`);
  const text = shown.map(([each, number]) =>
    brief ? briefText(each, withAddresses) : fullText(each, number, withAddresses),
  );
  return printed(text.join(''));
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

function neighboursText(held: TerminalCluster, node: string): string {
  return neighboursOf(held, node)
    .map(({ ip, device, mac, reachable }) =>
      reachable ? `${ip} dev ${device} lladdr ${mac} REACHABLE \n` : `${ip} dev ${device} FAILED \n`,
    )
    .join('');
}
