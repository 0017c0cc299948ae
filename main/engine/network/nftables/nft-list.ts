// Models src/rule.c and the print functions of nft 1.0.6: the table as `nft list table ip kube-proxy` prints it.
import { type Cidr, formatCidr, formatIp } from '../cidr.ts';
import { type VerdictMapSpec, addressSets, verdictMaps } from './fixed-chains.ts';
import type { AffinitySet, NftAction, NftChain, NftElement, NftMatch, NftRule } from './nft-rule.ts';
import type { NftTable } from './nft-table.ts';

const ADDRESSES_A_LINE = 2;
const NEXT_ELEMENT = ',\n\t\t\t     ';
const AFFINITY_SIZE = 65_535;
const MARK = '0x00004000';

/** What `nft list table ip kube-proxy` prints. */
export function nftList(table: NftTable): string {
  const blocks = [
    ...addressSets.map(({ name, comment }) =>
      block(`set ${name}`, ['type ipv4_addr', `comment "${comment}"`, ...addressesText(table.sets[name])]),
    ),
    ...verdictMaps.map((map) => mapText(map, [...(table.maps.get(map.name)?.values() ?? [])])),
    ...[...table.affinity.values()].map(affinityText),
    ...[...table.chains.values()].map(chainText),
  ];
  return `table ip kube-proxy {\n\tcomment "rules for kube-proxy"\n${blocks.join('\n')}}\n`;
}

function block(head: string, lines: readonly string[]): string {
  return `\t${head} {\n${lines.map((line) => `\t\t${line}\n`).join('')}\t}\n`;
}

function addressesText(addresses: ReadonlySet<number>): readonly string[] {
  const texts = [...addresses].sort((a, b) => a - b).map(formatIp);
  if (texts.length === 0) return [];
  const lines: string[] = [];
  for (let at = 0; at < texts.length; at += ADDRESSES_A_LINE)
    lines.push(texts.slice(at, at + ADDRESSES_A_LINE).join(', '));
  return [`elements = { ${lines.join(NEXT_ELEMENT)} }`];
}

function mapText({ name, byAddress, comment }: VerdictMapSpec, elements: readonly NftElement[]): string {
  const key = byAddress ? 'ipv4_addr . inet_proto . inet_service' : 'inet_proto . inet_service';
  const lines = [`type ${key} : verdict`, `comment "${comment}"`];
  if (elements.length > 0) lines.push(`elements = { ${elements.map(elementText).join(NEXT_ELEMENT)} }`);
  return block(`map ${name}`, lines);
}

/** An element of a verdict map, as it stands between the braces. */
export function elementText({ address, protocol, port, verdict, comment }: NftElement): string {
  const key = [...(address === undefined ? [] : [formatIp(address)]), protocol, port].join(' . ');
  const remark = comment === undefined ? '' : ` comment "${comment}"`;
  return `${key}${remark} : ${verdict.kind === 'drop' ? 'drop' : `goto ${verdict.chain}`}`;
}

function affinityText({ name, seconds }: AffinitySet): string {
  return block(`set ${name}`, [
    'type ipv4_addr',
    `size ${AFFINITY_SIZE}`,
    'flags dynamic,timeout',
    `timeout ${timeText(seconds)}`,
  ]);
}

/** A time as nft writes it: `1h30m`. */
function timeText(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3_600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ] as const;
  return parts.map(([amount, unit]) => (amount === 0 ? '' : `${amount}${unit}`)).join('') || '0s';
}

function chainText({ name, hook, comment, rules }: NftChain): string {
  const head = [...(hook === undefined ? [] : [hook]), ...(comment === undefined ? [] : [`comment "${comment}"`])];
  return block(`chain ${name}`, [...head, ...rules.map(ruleText)]);
}

function ruleText({ matches, action, comment }: NftRule): string {
  const remark = comment === undefined ? [] : [`comment "${comment}"`];
  return [...matches.map(matchText), actionText(action), ...remark].join(' ');
}

function matchText(match: NftMatch): string {
  switch (match.kind) {
    case 'source':
      return `ip saddr ${match.inverted === true ? '!= ' : ''}${rangeText(match.cidr)}`;
    case 'destination':
      return `ip daddr ${match.inverted === true ? '!= ' : ''}${rangeText(match.cidr)}`;
    case 'source-outside':
      return `ip saddr != { ${match.ranges.map(rangeText).join(', ')} }`;
    case 'destination-in':
      return `ip daddr @${match.set}`;
    case 'affinity':
      return `ip saddr @${match.set}`;
    case 'local-source':
      return 'fib saddr type local';
    case 'new':
      return 'ct state new';
    case 'unmarked':
      return `meta mark & ${MARK} == 0x00000000`;
  }
}

function actionText(action: NftAction): string {
  switch (action.kind) {
    case 'jump':
    case 'goto':
      return `${action.kind} ${action.chain}`;
    case 'masquerade':
      return 'masquerade fully-random';
    case 'mark':
      return `meta mark set meta mark | ${MARK}`;
    case 'toggle-mark':
      return `meta mark set meta mark ^ ${MARK}`;
    case 'vmap':
      return `${action.map.endsWith('nodeports') ? '' : 'ip daddr . '}meta l4proto . th dport vmap @${action.map}`;
    case 'balance':
      return `numgen random mod ${action.chains.length} vmap { ${balanceText(action.chains)} }`;
    case 'remember':
      return `update @${action.set} { ip saddr }`;
    case 'dnat':
      return `meta l4proto ${action.protocol} dnat to ${formatIp(action.address)}:${action.port}`;
    case 'drop':
    case 'reject':
    case 'return':
      return action.kind;
  }
}

function balanceText(chains: readonly string[]): string {
  return chains.map((chain, index) => `${index} : goto ${chain}`).join(', ');
}

/** nft leaves the length of a single address's prefix away. */
function rangeText(cidr: Cidr): string {
  return cidr.bits === 32 ? formatIp(cidr.base) : formatCidr(cidr);
}
