// A packet's way through the rules of iptables on one node, as netfilter's hooks call them: every rule is tried in order,
// and chance decides with the rule's own probability.
import { contains, formatCidr } from '../cidr.ts';
import {
  type NodeView,
  type Origin,
  type Packet,
  type Passage,
  type Verdict,
  isLocal,
  primaryAddress,
  verdictOf,
} from '../packet.ts';
import type { RuleTable } from './rule-table.ts';
import {
  type AddressMatch,
  MASQUERADE_MARK,
  type Match,
  RANDOM_MAX,
  type Rule,
  type SetFields,
  type TableName,
} from './rule.ts';

/** What rules ask that iptables does not know itself. */
export interface SetLookup {
  /** Whether the set holds what the packet's fields say. */
  has(set: string, packet: Packet, fields: SetFields): boolean;
}

const DEPTH_MAX = 16;
/** Addresses a list of the module `recent` holds (its ip_list_tot). */
const CLIENTS_MAX = 100;

/** Sends a packet through the node's rules: translation, then filters, then masquerading. */
export function walkIptables(table: RuleTable, node: NodeView, packet: Packet, origin: Origin): Passage {
  const walk = new IptablesWalk(table, node, packet);
  walk.enter('nat', origin === 'node' ? 'OUTPUT' : 'PREROUTING');
  const isForNode = isLocal(node, walk.packet.destination);
  const refusal = walk.filter(hooksOf(origin, isForNode));
  if (refusal === undefined && (origin === 'node' || !isForNode)) walk.enter('nat', 'POSTROUTING');
  return walk.passage(refusal);
}

function hooksOf(origin: Origin, isForNode: boolean): readonly string[] {
  if (origin === 'node') return isForNode ? ['OUTPUT', 'INPUT'] : ['OUTPUT'];
  return isForNode ? ['INPUT'] : ['FORWARD'];
}

export class IptablesWalk {
  packet: Packet;
  readonly chains: string[] = [];
  service: string | undefined;
  why: string | undefined;
  #mark = 0;
  #translated = false;
  readonly #table: RuleTable;
  readonly #node: NodeView;
  readonly #sets: SetLookup | undefined;

  /** Without `sets` no set holds anything. */
  constructor(table: RuleTable, node: NodeView, packet: Packet, sets?: SetLookup) {
    this.#table = table;
    this.#node = node;
    this.#sets = sets;
    this.packet = packet;
  }

  /** Goes through a hook's chain; what no rule decides is accepted. */
  enter(table: TableName, hook: string): Verdict {
    return this.#follow(table, hook, 0) ?? 'accept';
  }

  /** Remembers a chain in which a rule matched. */
  note(chain: string): void {
    if (!this.chains.includes(chain)) this.chains.push(chain);
  }

  passage(refusal: Verdict | undefined): Passage {
    const { packet, chains, service, why } = this;
    return { verdict: verdictOf(refusal ?? 'accept'), packet, chains, service, why };
  }

  /** What the first hook that does not accept the packet does with it. */
  filter(hooks: readonly string[]): Verdict | undefined {
    for (const hook of hooks) {
      const verdict = this.enter('filter', hook);
      if (verdict !== 'accept') return verdict;
    }
    return undefined;
  }

  #follow(table: TableName, chain: string, depth: number): Verdict | undefined {
    if (depth > DEPTH_MAX) throw new Error(`network: the rules go round at ${chain}`);
    for (const rule of this.#table.chains[table].get(chain) ?? []) {
      if (!this.#matches(rule)) continue;
      if (rule.target?.kind === 'return') return undefined;
      if (depth > 0 && rule.target) this.note(chain);
      if (rule.service !== undefined) this.service = rule.service;
      const verdict = this.#apply(rule, table, depth);
      if (verdict) return verdict;
    }
    return undefined;
  }

  #apply({ target, matches, destination }: Rule, table: TableName, depth: number): Verdict | undefined {
    switch (target?.kind) {
      case 'jump':
        return this.#follow(table, target.chain, depth + 1);
      case 'mark':
        this.#mark = (this.#mark & ~target.mask) ^ MASQUERADE_MARK;
        return undefined;
      case 'dnat':
        this.packet = { ...this.packet, destination: target.address, port: target.port };
        this.#translated = true;
        return 'accept';
      case 'masquerade':
        this.packet = { ...this.packet, source: primaryAddress(this.#node) };
        return 'accept';
      case 'accept':
        return 'accept';
      case 'drop':
      case 'reject':
        this.why = commentOf(matches) ?? (destination && formatCidr(destination.cidr));
        return target.kind;
      case 'return':
      case undefined:
        return undefined;
    }
  }

  #matches({ source, destination, protocol, matches }: Rule): boolean {
    const { packet } = this;
    if (destination && !addressMatches(destination, packet.destination)) return false;
    if (protocol !== undefined && protocol !== packet.protocol) return false;
    if (source && !addressMatches(source, packet.source)) return false;
    for (const match of matches) if (!this.#holds(match)) return false;
    return true;
  }

  #holds(match: Match): boolean {
    const { memory, now, random } = this.#node;
    const { source, destination, port } = this.packet;
    switch (match.kind) {
      case 'port':
        return match.port === undefined || match.port === port;
      case 'addrtype':
        return isLocal(this.#node, match.side === 'src' ? source : destination) !== (match.inverted ?? false);
      case 'set':
        return this.#sets?.has(match.set, this.packet, match.fields) ?? false;
      case 'ipvs':
        return match.address === destination && match.port === port && match.protocol === this.packet.protocol;
      case 'mark':
        return ((this.#mark & MASQUERADE_MARK) !== 0) !== (match.inverted ?? false);
      case 'conntrack':
        return match.states.some((state) => this.#isIn(state)) !== (match.inverted ?? false);
      case 'statistic':
        return random.int(0, RANDOM_MAX) < match.threshold;
      case 'recent-check':
        return memory.has(match.list, source, match.seconds, now);
      case 'recent-set':
        memory.set(match.list, source, now, CLIENTS_MAX);
        return true;
      case 'comment':
      case 'nfacct':
      case 'not-bridged':
        return true;
    }
  }

  /** The packet is the first of its connection. */
  #isIn(state: string): boolean {
    return state === 'NEW' || (state === 'DNAT' && this.#translated);
  }
}

function addressMatches({ cidr, inverted }: AddressMatch, address: number): boolean {
  return contains(cidr, address) !== (inverted === true);
}

function commentOf(matches: readonly Match[]): string | undefined {
  const remark = matches.find((match) => match.kind === 'comment');
  return remark?.text;
}
