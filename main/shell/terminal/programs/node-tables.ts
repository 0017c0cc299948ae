// What a person at a node asks of its kernel's tables: `iptables-save`, `iptables -S`, `ipvsadm`, `ipset`, `nft`.
import type { TableName } from '../../../engine/network/iptables/rule.ts';
import type { TerminalCluster } from '../cluster-client.ts';
import { hostOf } from './host.ts';
import { complained, printed, type Program } from './program.ts';

const TABLES: readonly TableName[] = ['filter', 'nat', 'mangle'];
const TABLE_FLAG = /^(?:-t|--table)=?/;

export const iptablesSaveProgram: Program = {
  name: 'iptables-save',
  async run(args, context, { held }) {
    const node = hostOf(context, held);
    const table = tableNamed(args);
    if (table === null) return complained("iptables-save: can't initialize: no such table\n");
    return printed(held.cluster.network.iptablesText(node, table));
  },
};

/** The listings alone: rules are kube-proxy's to write. */
export const iptablesProgram: Program = {
  name: 'iptables',
  async run(args, context, { held }) {
    const table = tableNamed(args);
    if (table === null) return complained("iptables: can't initialize: no such table\n", 3);
    if (args.some((word) => LISTING.test(word))) return listing(args, table ?? 'filter', hostOf(context, held), held);
    const listed = args.findIndex((word) => /^-(?:S|-list-rules)$/.test(word));
    if (listed < 0)
      return complained('iptables: of its actions only -L and -S are known here; iptables-save prints all rules\n', 2);
    const chain = args[listed + 1];
    const wanted = chain === undefined || chain.startsWith('-') ? undefined : chain;
    const text = held.cluster.network.iptablesText(hostOf(context, held), table ?? 'filter');
    const lines = text.split('\n').flatMap((line) => ruleLine(line, wanted));
    if (lines.length > 0) return printed(`${lines.join('\n')}\n`);
    return complained('iptables: No chain/target/match by that name.\n');
  },
};

export const ipvsadmProgram: Program = {
  name: 'ipvsadm',
  async run(_args, context, { held }) {
    return printed(held.cluster.network.ipvsText(hostOf(context, held)).servers);
  },
};

export const ipsetProgram: Program = {
  name: 'ipset',
  async run([action, name], context, { held }) {
    if (action !== 'list' && action !== '-L') return complained('ipset: of its actions only list is known here\n', 2);
    const { sets } = held.cluster.network.ipvsText(hostOf(context, held));
    if (name === undefined) return printed(sets);
    const found = sets.split('\n\n').find((block) => block.startsWith(`Name: ${name}\n`));
    if (found === undefined) return complained(`ipset v7.17: The set with the given name does not exist\n`);
    return printed(`${found.trimEnd()}\n`);
  },
};

export const nftProgram: Program = {
  name: 'nft',
  async run(args, context, { held }) {
    const text = held.cluster.network.nftText(hostOf(context, held));
    const asked = args.filter((word) => !word.startsWith('-')).join(' ');
    if (asked === 'list ruleset') return printed(text);
    if (asked === 'list tables') return printed(text === '' ? '' : 'table ip kube-proxy\n');
    if (!/^list table (ip )?kube-proxy$/.test(asked)) {
      return complained('nft: only list ruleset, list tables and list table ip kube-proxy are known here\n');
    }
    if (text !== '') return printed(text);
    return complained(`Error: No such file or directory\n${asked}\n${' '.repeat(asked.indexOf('kube'))}^^^^^^^^^^\n`);
  },
};

/** The table that is asked for; undefined when none is, and null for one that does not exist. */
function tableNamed(args: readonly string[]): TableName | undefined | null {
  const at = args.findIndex((word) => TABLE_FLAG.test(word));
  if (at < 0) return undefined;
  const name = (args[at] ?? '').replace(TABLE_FLAG, '') || args[at + 1];
  return TABLES.find((table) => table === name) ?? null;
}

/** `-L`, alone or among the letters of one word: `-nvL`. */
const LISTING = /^-(?:[nvx]*L[nvx]*|-list)$/;

function listing(args: readonly string[], table: TableName, node: string, { cluster }: TerminalCluster) {
  const has = (letter: string, long: string) =>
    args.some((word) => word === `--${long}` || (/^-[a-zA-Z]+$/.test(word) && word.includes(letter)));
  const next = args[args.findIndex((word) => LISTING.test(word)) + 1];
  const text = cluster.network.iptablesListing(node, {
    table,
    chain: next === undefined || next.startsWith('-') ? undefined : next,
    numeric: has('n', 'numeric'),
    verbose: has('v', 'verbose'),
    lineNumbers: args.includes('--line-numbers') || args.includes('--line-number'),
  });
  return text === undefined ? complained('iptables: No chain/target/match by that name.\n') : printed(text);
}

/** A line of `iptables-save` as `iptables -S` prints it. */
function ruleLine(line: string, wanted: string | undefined): readonly string[] {
  const [, chain = '', policy] = /^(?::|-A )(\S+)(?: (ACCEPT|-) \[)?/.exec(line) ?? [];
  if (chain === '' || (wanted !== undefined && chain !== wanted)) return [];
  if (!line.startsWith(':')) return [line];
  return [policy === '-' ? `-N ${chain}` : `-P ${chain} ${policy ?? ''}`];
}
