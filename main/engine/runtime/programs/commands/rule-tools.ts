// Models the tools that print a kernel's tables for packets, of iptables 1.8, ipvsadm, ipset and nftables: the listings
// alone, since rules are kube-proxy's to write. Machines and containers have them alike.
import type { RuleTableName, RuleTables } from '../../interfaces.ts';
import type { Process } from '../program.ts';
import { type CommandResult, type PlainCommand, done, failed } from './command.ts';

type RuleTool = (args: readonly string[], tables: RuleTables) => CommandResult;

const TABLES: readonly RuleTableName[] = ['filter', 'nat', 'mangle'];
/** As the header of `iptables-save` has it. */
const VERSION = 'v1.8.9 (nf_tables)';
const SAVE_OPTION = /^(-t|--table|-c|--counters|-f|--file|-M|--modprobe|-4|--ipv4)(=.*)?$/;
/** What says what is to be done: a capital letter, alone or among others, or its long name. */
const ACTION = /^-[a-z]*[A-Z]|^--(list|append|check|delete|flush|insert|new|policy|zero)/;
const IPVS_LISTING = /^(-[lLn]+|--(list|numeric|stats|rate|connection))$/;
const TABLE_FLAG = /^(?:-t|--table)=?/;
/** `-L`, alone or among the letters of one word: `-nvL`. */
const LISTING = /^-(?:[nvx]*L[nvx]*|-list)$/;

/** By the names under which they are called. */
export const ruleTools: Readonly<Record<string, RuleTool>> = {
  'iptables-save': (args, tables) => save('iptables-save', args, (only) => tables.iptables(only)),
  'ip6tables-save': (args, tables) => save('ip6tables-save', args, (only) => tables.ip6tables(only)),
  iptables,
  ipvsadm,
  ipset,
  nft,
};

function save(
  name: string,
  args: readonly string[],
  textOf: (only: RuleTableName | undefined) => string,
): CommandResult {
  const table = tableNamed(args);
  if (table === null) return failed(`${name} ${VERSION}: Cannot initialize: table does not exist\n${upgrade(name)}`);
  const wrong = args.find((word) => word.startsWith('-') && !SAVE_OPTION.test(word));
  if (wrong === undefined) return done(textOf(table));
  return failed(`${name}: unrecognized option '${wrong}'\nLook at manual page \`${name}.8' for more information.\n`);
}

const upgrade = (name: string) => `Perhaps ${name} or your kernel needs to be upgraded.\n`;
const NO_CHAIN = 'iptables: No chain/target/match by that name.\n';

function iptables(args: readonly string[], tables: RuleTables): CommandResult {
  if (args.some((word) => /^(-V|--version)$/.test(word))) return done(`iptables ${VERSION}\n`);
  const table = tableNamed(args);
  if (table === null) {
    const name = args[args.findIndex((word) => TABLE_FLAG.test(word)) + 1] ?? '';
    return failed(`iptables ${VERSION}: table '${name}' does not exist\n${upgrade('iptables')}`, 3);
  }
  if (!args.some((word) => ACTION.test(word))) {
    const hint = "Try `iptables -h' or 'iptables --help' for more information.\n";
    return failed(`iptables ${VERSION}: no command specified\n${hint}`, 2);
  }
  if (args.some((word) => LISTING.test(word))) return list(args, table ?? 'filter', tables);
  const listed = args.findIndex((word) => /^-(?:S|-list-rules)$/.test(word));
  if (listed < 0)
    return failed('iptables: of its actions only -L and -S are known here; iptables-save prints all rules\n', 2);
  const wanted = operandAfter(args, listed);
  const lines = tables
    .iptables(table ?? 'filter')
    .split('\n')
    .flatMap((line) => ruleLine(line, wanted));
  return lines.length > 0 || wanted === undefined ? done(lines.map((line) => `${line}\n`).join('')) : failed(NO_CHAIN);
}

/** The table that is asked for; undefined when none is, and null for one that does not exist. */
function tableNamed(args: readonly string[]): RuleTableName | undefined | null {
  const at = args.findIndex((word) => TABLE_FLAG.test(word));
  if (at < 0) return undefined;
  const name = (args[at] ?? '').replace(TABLE_FLAG, '') || args[at + 1];
  return TABLES.find((table) => table === name) ?? null;
}

function operandAfter(args: readonly string[], at: number): string | undefined {
  const next = args[at + 1];
  return next === undefined || next.startsWith('-') ? undefined : next;
}

function list(args: readonly string[], table: RuleTableName, tables: RuleTables): CommandResult {
  const has = (letter: string, long: string) =>
    args.some((word) => word === `--${long}` || (/^-[a-zA-Z]+$/.test(word) && word.includes(letter)));
  const text = tables.listing({
    table,
    chain: operandAfter(
      args,
      args.findIndex((word) => LISTING.test(word)),
    ),
    numeric: has('n', 'numeric'),
    verbose: has('v', 'verbose'),
    lineNumbers: args.includes('--line-numbers') || args.includes('--line-number'),
  });
  return text === undefined ? failed(NO_CHAIN) : done(text);
}

/** A line of `iptables-save` as `iptables -S` prints it. */
function ruleLine(line: string, wanted: string | undefined): readonly string[] {
  const [, chain = '', policy] = /^(?::|-A )(\S+)(?: (ACCEPT|-) \[)?/.exec(line) ?? [];
  if (chain === '' || (wanted !== undefined && chain !== wanted)) return [];
  if (!line.startsWith(':')) return [line];
  return [policy === '-' ? `-N ${chain}` : `-P ${chain} ${policy ?? ''}`];
}

function ipvsadm(args: readonly string[], tables: RuleTables): CommandResult {
  if (args.some((word) => word.startsWith('-') && !IPVS_LISTING.test(word)))
    return failed("ipvsadm: rules are kube-proxy's to write; -L and -ln list them\n", 2);
  return done(tables.servers());
}

function ipset([action, name]: readonly string[], tables: RuleTables): CommandResult {
  if (action !== 'list' && action !== '-L') return failed('ipset: of its actions only list is known here\n', 2);
  const sets = tables.sets();
  if (name === undefined) return done(sets);
  const found = sets.split('\n\n').find((block) => block.startsWith(`Name: ${name}\n`));
  if (found === undefined) return failed('ipset v7.17: The set with the given name does not exist\n');
  return done(`${found.trimEnd()}\n`);
}

function nft(args: readonly string[], tables: RuleTables): CommandResult {
  const [text, text6] = [tables.nft(), tables.nft6()];
  const asked = args.filter((word) => !word.startsWith('-')).join(' ');
  if (asked === 'list ruleset') return done(text + text6);
  if (asked === 'list tables') return done(text === '' ? '' : 'table ip kube-proxy\ntable ip6 kube-proxy\n');
  if (!/^list table (ip6? )?kube-proxy$/.test(asked))
    return failed('nft: only list ruleset, list tables and list table [ip|ip6] kube-proxy are known here\n');
  if (text !== '') return done(asked.includes('ip6') ? text6 : text);
  return failed(`Error: No such file or directory\n${asked}\n${' '.repeat(asked.indexOf('kube'))}^^^^^^^^^^\n`);
}

/** What they say where a container lacks NET_ADMIN, and how they end. */
const DENIED: Readonly<Record<string, readonly [text: string, exitCode: number]>> = {
  ipvsadm: [
    "Can't initialize ipvs: Operation not permitted\nAre you sure that IP Virtual Server is built in the kernel or as module?\n",
    255,
  ],
  ipset: ['ipset v7.17: Kernel error received: Operation not permitted\n', 1],
  nft: [
    'Operation not permitted (you must be root)\nnetlink: Error: cache initialization failed: Operation not permitted\n',
    1,
  ],
};

function inContainer(name: string, tool: RuleTool): PlainCommand {
  return (args, process: Process) => {
    const tables = process.ruleTables();
    if (tables) return tool(args, tables);
    const denied = `${name} ${VERSION}: Could not fetch rule set generation id: Permission denied (you must be root)\n`;
    return failed(...(DENIED[name] ?? ([denied, 4] as const)));
  };
}

/** In images that have them. */
export const ruleCommands: Readonly<Record<string, PlainCommand>> = Object.fromEntries(
  Object.entries(ruleTools).map(([name, tool]) => [name, inContainer(name, tool)]),
);
