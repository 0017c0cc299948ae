// Models src/session.c of ipset 7.17: the sets as `ipset list` prints them.
import { chainHash } from '../iptables/chain-names.ts';
import type { RuleTable } from '../iptables/rule-table.ts';
import type { IpSet, IpSetType } from './ip-sets.ts';
import type { IpvsTable } from './ipvs-table.ts';

interface TypeFacts {
  readonly revision: number;
  /** Bytes of an empty set, and of each member. */
  readonly emptyBytes: number;
  readonly memberBytes: number;
}

const FACTS: { readonly [T in IpSetType]: TypeFacts } = {
  'hash:ip': { revision: 6, emptyBytes: 216, memberBytes: 40 },
  'hash:ip,port': { revision: 7, emptyBytes: 216, memberBytes: 48 },
  'hash:ip,port,ip': { revision: 6, emptyBytes: 208, memberBytes: 56 },
  'hash:ip,port,net': { revision: 8, emptyBytes: 464, memberBytes: 64 },
  'bitmap:port': { revision: 3, emptyBytes: 8264, memberBytes: 0 },
};

/** What `ipset list` prints. */
export function ipsetList({ sets, rules }: IpvsTable): string {
  return [...sets.values()].map((set) => setText(set, references(rules, set.spec.name))).join('\n');
}

function setText(set: IpSet, referenced: number): string {
  const { name, type } = set.spec;
  const { revision, emptyBytes, memberBytes } = FACTS[type];
  const lines = [
    `Name: ${name}`,
    `Type: ${type}`,
    `Revision: ${revision}`,
    `Header: ${headerText(name, type)}`,
    `Size in memory: ${emptyBytes + memberBytes * set.size}`,
    `References: ${referenced}`,
    `Number of entries: ${set.size}`,
    'Members:',
    ...set.members(),
  ];
  return `${lines.join('\n')}\n`;
}

/** The hash's first value is chance in a kernel and the set's own here. */
function headerText(name: string, type: IpSetType): string {
  if (type === 'bitmap:port') return 'range 0-65535';
  const seed = Array.from(chainHash(name)).reduce(
    (sum, letter) => (Math.imul(sum, 33) ^ letter.charCodeAt(0)) >>> 0,
    5381,
  );
  const initval = `0x${seed.toString(16).padStart(8, '0')}`;
  return `family inet hashsize 1024 maxelem 65536 bucketsize 12 initval ${initval}`;
}

/** How many rules name the set. */
function references({ chains }: RuleTable, set: string): number {
  const all = [...chains.nat.values(), ...chains.filter.values()].flat();
  return all.filter(({ matches }) => matches.some((match) => match.kind === 'set' && match.set === set)).length;
}
