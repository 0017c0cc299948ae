// Models print_header and print_rule of iptables 1.8.9 (nf_tables): what `iptables -L` prints.
import { formatCidr, formatIp } from '../cidr.ts';
import type { Protocol } from '../services/protocol.ts';
import { builtInChains } from './fixed-rules.ts';
import type { RuleTable } from './rule-table.ts';
import { type AddressMatch, MASQUERADE_MARK, type Match, type Rule, type TableName, type Target } from './rule.ts';

export interface ListOptions {
  readonly table: TableName;
  /** One chain only. */
  readonly chain?: string | undefined;
  /** Addresses and ports as numbers, not names. */
  readonly numeric: boolean;
  /** With counters, which are always 0 here, and interfaces. */
  readonly verbose: boolean;
  readonly lineNumbers: boolean;
}

const MARK = `0x${MASQUERADE_MARK.toString(16)}`;
const NUMBERS: { readonly [P in Protocol]: number } = { tcp: 6, udp: 17, sctp: 132 };

/** The chains of a table as a listing; undefined when there is no such chain. */
export function iptablesList(rules: RuleTable, options: ListOptions): string | undefined {
  const chains = rules.chains[options.table];
  const builtIn = builtInChains[options.table];
  const own = [...chains.keys()].filter((chain) => !builtIn.includes(chain)).sort();
  const shown = [...builtIn, ...own].filter((chain) => options.chain === undefined || chain === options.chain);
  if (shown.length === 0) return undefined;
  const references = referencesIn(chains);
  return shown
    .map((chain) => {
      const counts = options.verbose ? ' 0 packets, 0 bytes' : '';
      const about = builtIn.includes(chain) ? `policy ACCEPT${counts}` : `${references.get(chain) ?? 0} references`;
      const lines = (chains.get(chain) ?? []).map((rule, at) => ruleLine(rule, at + 1, options));
      return [`Chain ${chain} (${about})`, header(options), ...lines, ''].join('\n');
    })
    .join('\n');
}

function referencesIn(chains: RuleTable['chains'][TableName]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { target } of [...chains.values()].flat()) {
    if (target?.kind === 'jump') counts.set(target.chain, (counts.get(target.chain) ?? 0) + 1);
  }
  return counts;
}

function header({ verbose, lineNumbers }: ListOptions): string {
  const counters = verbose ? ' pkts bytes ' : '';
  const interfaces = verbose ? ` ${'in'.padEnd(6)} ${'out'.padEnd(6)} ` : '';
  const number = lineNumbers ? 'num  ' : '';
  return `${number}${counters}${'target'.padEnd(9)}  prot opt${interfaces} ${'source'.padEnd(19)}  ${'destination'.padEnd(19)} `;
}

function ruleLine(
  { source, destination, protocol, matches, target }: Rule,
  number: number,
  options: ListOptions,
): string {
  const { numeric, verbose, lineNumbers } = options;
  const start = `${lineNumbers ? String(number).padEnd(5) : ''}${verbose ? '    0     0 ' : ''}`;
  const prot = protocol === undefined ? (numeric ? '0' : 'all') : numeric ? String(NUMBERS[protocol]) : protocol;
  const interfaces = verbose ? ` ${'*'.padEnd(6)} ${'*'.padEnd(6)} ` : '';
  const addresses = `${addressText(source, numeric)} ${addressText(destination, numeric)}`;
  const parts = [...matches.map(matchText), target ? targetRest(target) : ''].filter((part) => part !== '');
  return `${start}${targetName(target).padEnd(9)}  ${prot.padEnd(4)} -- ${interfaces}${addresses} ${parts.map((part) => ` ${part}`).join('')}`;
}

function addressText(match: AddressMatch | undefined, numeric: boolean): string {
  const text = match === undefined ? (numeric ? '0.0.0.0/0' : 'anywhere') : formatCidr(match.cidr).replace('/32', '');
  return `${match?.inverted === true ? '!' : ' '}${text.padEnd(19)}`;
}

const not = (inverted: boolean | undefined) => (inverted === true ? '! ' : '');

function matchText(match: Match): string {
  switch (match.kind) {
    case 'comment':
      return `/* ${match.text} */`;
    case 'port':
      return match.port === undefined ? match.protocol : `${match.protocol} dpt:${match.port}`;
    case 'addrtype':
      return `ADDRTYPE match ${match.side}-type ${match.inverted === true ? '!' : ''}LOCAL`;
    case 'mark':
      return `mark match ${not(match.inverted)}${MARK}/${MARK}`;
    case 'conntrack':
      return `${not(match.inverted)}ctstate ${match.states.join(',')}`;
    case 'statistic':
      return `statistic mode random probability ${(match.threshold / 2 ** 31).toFixed(11)}`;
    case 'recent-check':
      return `recent: CHECK seconds: ${match.seconds} reap name: ${match.list} side: source mask: 255.255.255.255`;
    case 'recent-set':
      return `recent: SET name: ${match.list} side: source mask: 255.255.255.255`;
    case 'set':
      return `match-set ${match.set} ${match.fields}`;
    case 'not-bridged':
      return 'PHYSDEV match ! --physdev-is-in';
    case 'ipvs':
      return `vaddr ${formatIp(match.address)} vproto ${match.protocol} vport ${match.port}`;
    case 'nfacct':
      return `nfacct-name  ${match.name}`;
  }
}

function targetName(target: Target | undefined): string {
  if (target === undefined) return '';
  return target.kind === 'jump' ? target.chain : target.kind.toUpperCase();
}

function targetRest(target: Target): string {
  switch (target.kind) {
    case 'reject':
      return 'reject-with icmp-port-unreachable';
    case 'masquerade':
      return target.randomly ? 'random-fully' : '';
    case 'mark':
      return `MARK ${target.mask === MASQUERADE_MARK ? 'or' : 'xor'} ${MARK}`;
    case 'dnat':
      return `to:${formatIp(target.address)}:${target.port}`;
    case 'jump':
    case 'accept':
    case 'drop':
    case 'return':
      return '';
  }
}
