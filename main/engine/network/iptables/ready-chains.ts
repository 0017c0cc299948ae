// Rules made ready for packets. Netfilter tries every rule of a chain in its turn; here those are left out of which it is
// known that they do nothing with the packet, and counted as if they had been tried. A chain is made ready when the first
// packet comes to it.
import type { AddressMatch, Match, Rule } from './rule.ts';

/** An address matches when `(address & mask) === base` is not `inverted`, all in 32-bit integers. */
export interface ReadyRule {
  /** Place in its chain, from 1. */
  readonly place: number;
  readonly destinationMask: number;
  readonly destinationBase: number;
  readonly isDestinationInverted: boolean;
  /** -1 for any. */
  readonly port: number;
  readonly protocol: Rule['protocol'];
  readonly sourceMask: number;
  readonly sourceBase: number;
  readonly isSourceInverted: boolean;
  /** The rest of what a packet must fulfil, without what all do. */
  readonly matches: readonly Match[];
  /** Where a jump leads. */
  readonly next: ReadyChain | undefined;
  readonly rule: Rule;
}

/** Rules by what they ask for: an address of their own, or a port. */
interface RuleIndex {
  readonly key: 'destination' | 'port';
  /** The rules for each key, and among them those that ask for none. */
  readonly byKey: ReadonlyMap<number, readonly ReadyRule[]>;
  /** Those that ask for none. */
  readonly others: readonly ReadyRule[];
}

/** Shorter chains are tried from end to end. */
const INDEXED_FROM = 8;
/** With more rules of which an index knows nothing there is none. */
const OTHERS_MAX = 8;
const ONE_ADDRESS = -1;

export class ReadyChain {
  readonly name: string;
  readonly #table: ReadyChains;
  /** How many rules the chain has. */
  readonly size: number;
  #rules: readonly ReadyRule[] | undefined;
  #index: RuleIndex | undefined;

  constructor(name: string, table: ReadyChains) {
    this.name = name;
    this.#table = table;
    this.size = table.rulesOf(name).length;
  }

  /** The rules, in order, without some that do not match a packet to this address (32 bits) and port. */
  rulesFor(destination: number, port: number): readonly ReadyRule[] {
    const all = this.#ready();
    if (!this.#index) return all;
    return this.#index.byKey.get(this.#index.key === 'port' ? port : destination) ?? this.#index.others;
  }

  #ready(): readonly ReadyRule[] {
    if (this.#rules) return this.#rules;
    const written = this.#table.rulesOf(this.name);
    const rules = written.map((rule, at) => readyRule(rule, at + 1, this.#table));
    this.#rules = rules.filter(({ next, rule }) => next?.size !== 0 && !rule.matches.some(isHopeless));
    this.#index = indexOf(this.#rules);
    return this.#rules;
  }
}

/** The chains of one table. */
export class ReadyChains {
  readonly #written: ReadonlyMap<string, readonly Rule[]>;
  readonly #ready = new Map<string, ReadyChain>();

  constructor(written: ReadonlyMap<string, readonly Rule[]>) {
    this.#written = written;
  }

  /** The chain of that name, which is empty if nobody wrote it. */
  get(name: string): ReadyChain {
    const known = this.#ready.get(name);
    if (known) return known;
    const chain = new ReadyChain(name, this);
    this.#ready.set(name, chain);
    return chain;
  }

  /** As they were written. */
  rulesOf(name: string): readonly Rule[] {
    return this.#written.get(name) ?? [];
  }
}

function readyRule(rule: Rule, place: number, table: ReadyChains): ReadyRule {
  const { target, matches, source, destination } = rule;
  return {
    place,
    destinationMask: maskOf(destination),
    destinationBase: baseOf(destination),
    isDestinationInverted: destination?.inverted === true,
    port: matches.find((match) => match.kind === 'port')?.port ?? -1,
    protocol: rule.protocol,
    sourceMask: maskOf(source),
    sourceBase: baseOf(source),
    isSourceInverted: source?.inverted === true,
    matches: matches.filter(isDecisive),
    next: target?.kind === 'jump' ? table.get(target.chain) : undefined,
    rule,
  };
}

const maskOf = (match: AddressMatch | undefined) => (match?.cidr.mask ?? 0) | 0;
const baseOf = (match: AddressMatch | undefined) => (match?.cidr.base ?? 0) | 0;

/** Whether a packet may fail it; ports are compared apart, and every packet that comes here is the first of its connection. */
function isDecisive(match: Match): boolean {
  switch (match.kind) {
    case 'comment':
    case 'nfacct':
    case 'not-bridged':
    case 'port':
      return false;
    case 'conntrack':
      return match.states.includes('DNAT');
    default:
      return true;
  }
}

/** Whether the first packet of a connection never fulfils it. */
function isHopeless(match: Match): boolean {
  if (match.kind !== 'conntrack' || match.states.includes('DNAT')) return false;
  return match.states.includes('NEW') === (match.inverted ?? false);
}

/** The index that tells more rules apart, if there is one that is worth it. */
function indexOf(rules: readonly ReadyRule[]): RuleIndex | undefined {
  if (rules.length < INDEXED_FROM) return undefined;
  const [first, second] = [indexBy('destination', rules), indexBy('port', rules)];
  const better = first.byKey.size >= second.byKey.size ? first : second;
  return [better, first, second].find(({ others }) => others.length <= OTHERS_MAX);
}

function indexBy(key: RuleIndex['key'], rules: readonly ReadyRule[]): RuleIndex {
  const others = rules.filter((rule) => keyOf(key, rule) === undefined);
  const byKey = new Map<number, ReadyRule[]>();
  for (const rule of rules) {
    const value = keyOf(key, rule);
    if (value === undefined) continue;
    const same = byKey.get(value);
    if (same) same.push(rule);
    else byKey.set(value, [rule]);
  }
  if (others.length > 0 && others.length <= OTHERS_MAX) {
    for (const same of byKey.values()) same.push(...others);
    for (const same of byKey.values()) same.sort((a, b) => a.place - b.place);
  }
  return { key, byKey, others };
}

function keyOf(key: RuleIndex['key'], rule: ReadyRule): number | undefined {
  if (key === 'port') return rule.port >= 0 ? rule.port : undefined;
  return rule.destinationMask === ONE_ADDRESS && !rule.isDestinationInverted ? rule.destinationBase : undefined;
}
