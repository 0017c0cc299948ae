// Models apt and yum as far as people install tools on nodes with them. The machines come with most of what there is;
// what is installed besides is noted on their disk.
import type { TerminalCluster } from '../cluster-client.ts';
import { hostOf } from './host.ts';
import { complained, printed, type Program, type ProgramContext } from './program.ts';

const VERSIONS: Readonly<Record<string, string>> = {
  'bind-utils': '32:9.16.23',
  'bind9-dnsutils': '1:9.18.30',
  'bridge-utils': '1.7.1',
  conntrack: '1:1.4.8',
  'conntrack-tools': '1.4.7',
  curl: '8.5.0',
  dnsutils: '1:9.18.30',
  ebtables: '2.0.11',
  iproute2: '6.1.0',
  ipset: '7.19',
  iptables: '1.8.10',
  'iputils-ping': '3:20240117',
  ipvsadm: '1:1.31',
  jq: '1.7.1',
  'net-tools': '2.10',
  'netcat-openbsd': '1.226',
  nmap: '7.94',
  socat: '1.8.0.0',
  tcpdump: '4.99.4',
  telnet: '0.17',
  traceroute: '1:2.1.5',
  tree: '2.1.1',
  vim: '2:9.1.0016',
  wget: '1.21.4',
};
const FOLDER = '/var/lib/dpkg/info';
const NOT_FOUND_CODE = 100;
const NO_COMMAND_CODE = 127;

interface Wanted {
  readonly missing: string | undefined;
  readonly fresh: readonly string[];
  readonly present: readonly string[];
}

const aptNamed = (name: string): Program => ({
  name,
  async run(args, context, { held }) {
    const [action, ...packages] = words(args);
    if (action === 'update') return printed('Reading package lists... Done\n');
    if (action !== 'install') return complained(`E: Invalid operation ${action ?? ''}\n`, NOT_FOUND_CODE);
    const wanted = look(packages, context, held);
    const reading =
      'Reading package lists... Done\nBuilding dependency tree... Done\nReading state information... Done\n';
    if (wanted.missing !== undefined) {
      return { stdout: reading, stderr: `E: Unable to locate package ${wanted.missing}\n`, exitCode: NOT_FOUND_CODE };
    }
    note(wanted.fresh, context, held);
    const { fresh, present } = wanted;
    const newest = present.map((each) => `${each} is already the newest version (${VERSIONS[each] ?? ''}).\n`);
    const list = fresh.length === 0 ? '' : `The following NEW packages will be installed:\n  ${fresh.join(' ')}\n`;
    const counts = `0 upgraded, ${fresh.length} newly installed, 0 to remove and 0 not upgraded.\n`;
    const setUp = fresh.map((each) => `Setting up ${each} (${VERSIONS[each] ?? ''}) ...\n`);
    return printed(reading + newest.join('') + list + counts + setUp.join(''));
  },
});

const yumNamed = (name: string): Program => ({
  name,
  async run(args, context, { held }) {
    const [action, ...packages] = words(args);
    if (action !== 'install') return complained(`No such command: ${action ?? ''}.\n`);
    const { missing, fresh, present } = look(packages, context, held);
    if (missing !== undefined) {
      return complained(`No match for argument: ${missing}\nError: Unable to find a match: ${missing}\n`);
    }
    note(fresh, context, held);
    const there = present.map((each) => `Package ${each}-${VERSIONS[each] ?? ''}.x86_64 is already installed.\n`);
    const installed = fresh.map((each) => `  ${each}-${VERSIONS[each] ?? ''}.x86_64\n`);
    const outcome =
      fresh.length === 0 ? 'Dependencies resolved.\nNothing to do.\n' : `\nInstalled:\n${installed.join('')}\n`;
    return printed(`${there.join('')}${outcome}Complete!\n`);
  },
});

const words = (args: readonly string[]) => args.filter((word) => !word.startsWith('-'));

function look(packages: readonly string[], context: ProgramContext, held: TerminalCluster): Wanted {
  const { disk } = held.cluster.runtime.machine(hostOf(context, held));
  const names = packages.map((each) => each.replace(/\.(x86_64|noarch)$|:amd64$|=.*$/, ''));
  const isPresent = (name: string) => disk.read(`${FOLDER}/${name}.list`) !== undefined;
  return {
    missing: names.find((name) => !Object.hasOwn(VERSIONS, name)),
    fresh: names.filter((name) => !isPresent(name)),
    present: names.filter(isPresent),
  };
}

function note(packages: readonly string[], context: ProgramContext, held: TerminalCluster): void {
  const node = hostOf(context, held);
  for (const name of packages) {
    const path = `${FOLDER}/${name}.list`;
    held.submit({ type: 'write-file', node, path, text: `/usr/share/doc/${name}\n` }, 'person');
  }
}

/** A program that is there once its package is installed; before, Ubuntu's shell says which one that is. */
export function packaged(program: Program, name: string): Program {
  return {
    name: program.name,
    async run(args, context, world, signal) {
      if (look([name], context, world.held).present.length > 0) return program.run(args, context, world, signal);
      const hint = `Command '${program.name}' not found, but can be installed with:\napt install ${name}\n`;
      return complained(`\n${hint}\n`, NO_COMMAND_CODE);
    },
  };
}

export const packagePrograms: readonly Program[] = [
  ...['apt', 'apt-get'].map(aptNamed),
  ...['yum', 'dnf'].map(yumNamed),
];
