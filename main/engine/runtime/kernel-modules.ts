// Models the modules of a machine's Linux kernel: what is loaded stands in /proc/modules, which does not outlive the
// machine's power, and what is to be loaded at every start in /etc/modules-load.d.
import type { Files } from './files.ts';

export interface KernelModule {
  readonly name: string;
  readonly bytes: number;
  /** Modules that it needs, which are loaded with it. */
  readonly needs: readonly string[];
}

const MODULES_FILE = '/proc/modules';
const MODULES_FOLDER = '/etc/modules-load.d';

const KiB = 1024;
const module = (name: string, kibibytes: number, ...needs: readonly string[]): KernelModule => ({
  name,
  bytes: kibibytes * KiB,
  needs,
});

const SCHEDULERS = [
  ...['rr', 'wrr', 'lc', 'wlc', 'fo', 'ovf', 'lblc', 'lblcr', 'sh', 'mh', 'dh', 'sed', 'nq', 'twos'],
] as const;

const known: ReadonlyMap<string, KernelModule> = new Map(
  [
    module('overlay', 212),
    module('llc', 16),
    module('stp', 12, 'llc'),
    module('bridge', 420, 'stp'),
    module('br_netfilter', 32, 'bridge'),
    module('libcrc32c', 12),
    module('nf_defrag_ipv4', 12),
    module('nf_defrag_ipv6', 24),
    module('nf_conntrack', 200, 'libcrc32c', 'nf_defrag_ipv4', 'nf_defrag_ipv6'),
    module('nf_nat', 60, 'nf_conntrack', 'libcrc32c'),
    module('nf_tables', 376, 'libcrc32c'),
    module('x_tables', 64),
    module('xt_conntrack', 12, 'nf_conntrack', 'x_tables'),
    module('xt_comment', 12, 'x_tables'),
    module('xt_mark', 12, 'x_tables'),
    module('xt_MASQUERADE', 16, 'nf_nat', 'x_tables'),
    module('xt_set', 20, 'ip_set', 'x_tables'),
    module('ip_set', 60),
    module('ip_set_hash_ip', 48, 'ip_set'),
    module('ip_set_hash_net', 56, 'ip_set'),
    module('ip_tables', 32, 'x_tables'),
    module('ip_vs', 216, 'nf_conntrack', 'libcrc32c'),
    module('ip_vs_ftp', 16, 'ip_vs', 'nf_nat'),
    ...SCHEDULERS.map((name) => module(`ip_vs_${name}`, 12, 'ip_vs')),
    module('dummy', 12),
    module('vxlan', 152),
    module('tcp_bbr', 20),
  ].map((each) => [each.name, each]),
);

/** What every machine has loaded when it has come up. */
const AT_START = [
  ...['overlay', 'br_netfilter', 'nf_tables', 'xt_conntrack', 'xt_comment', 'xt_mark', 'xt_MASQUERADE', 'vxlan'],
];

/** The modules that are loaded, the newest first. */
export function loadedModules(disk: Pick<Files, 'read'>): readonly KernelModule[] {
  const text = disk.read(MODULES_FILE);
  if (text === undefined) return withModules([], AT_START);
  return text.split('\n').flatMap((line) => known.get(line.split(' ')[0] ?? '') ?? []);
}

export function hasModule(disk: Pick<Files, 'read'>, name: string): boolean {
  return loadedModules(disk).some((each) => each.name === name);
}

/** Whether the machine's kernel comes with a module of this name; `-` and `_` are the same. */
export function findModule(name: string): KernelModule | undefined {
  return known.get(name.replaceAll('-', '_'));
}

/** The modules that need this one, of those that are loaded. */
export function usersOf(name: string, loaded: readonly KernelModule[]): readonly string[] {
  return loaded.filter(({ needs }) => needs.includes(name)).map((each) => each.name);
}

/** `/proc/modules` with one more module, and whatever that needs. */
export function textWith(disk: Pick<Files, 'read'>, name: string): FileText {
  return fileOf(withModules(loadedModules(disk), [name]));
}

/** `/proc/modules` without a module that nobody uses. */
export function textWithout(disk: Pick<Files, 'read'>, name: string): FileText {
  return fileOf(loadedModules(disk).filter((each) => each.name !== name));
}

interface FileText {
  readonly path: string;
  readonly text: string;
}

/** What a start of the machine loads besides what it always does; undefined when that is nothing. */
export function textAtStart(disk: Files): FileText | undefined {
  const lines = disk.below(MODULES_FOLDER).flatMap((path) => (disk.read(path) ?? '').split('\n'));
  const names = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  return names.length === 0 ? undefined : fileOf(withModules([], [...AT_START, ...names]));
}

function withModules(loaded: readonly KernelModule[], names: readonly string[]): readonly KernelModule[] {
  return names.reduce((before, name) => {
    const found = findModule(name);
    if (!found || before.includes(found)) return before;
    return [found, ...withModules(before, found.needs)];
  }, loaded);
}

function fileOf(loaded: readonly KernelModule[]): FileText {
  const lines = loaded.map(({ name, bytes }) => {
    const users = usersOf(name, loaded);
    const used = users.length === 0 ? '-' : `${users.join(',')},`;
    return `${name} ${bytes} ${users.length} ${used} Live 0x0000000000000000\n`;
  });
  return { path: MODULES_FILE, text: lines.join('') };
}
