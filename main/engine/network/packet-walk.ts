// A packet's way through the rules of one node, as netfilter's hooks call them: every rule is tried in order, and
// chance decides with the rule's own probability.
import type { RandomStream } from '../kernel/random.ts';
import type { Micros } from '../kernel/time.ts';
import { contains, formatCidr, isLoopback } from './cidr.ts';
import type { RecentLists } from './recent-lists.ts';
import type { RuleTable } from './rules/rule-table.ts';
import {
  type AddressMatch,
  MASQUERADE_MARK,
  type Match,
  type Protocol,
  RANDOM_MAX,
  type Rule,
  type TableName,
} from './rules/rule.ts';

/** The first packet of a connection. */
export interface Packet {
  readonly protocol: Protocol;
  readonly source: number;
  readonly destination: number;
  readonly port: number;
}

/** Where the packet comes from: through a cable or from a Pod, or from a program on the node itself. */
export type Origin = 'outside' | 'node';

/** The node as its rules see it. */
export interface NodeView {
  readonly table: RuleTable;
  readonly address: number;
  readonly random: RandomStream;
  readonly recent: RecentLists;
  readonly now: Micros;
}

export interface Passage {
  readonly verdict: 'passed' | 'rejected' | 'dropped';
  /** As it leaves: with the addresses that the rules gave it. */
  readonly packet: Packet;
  /** The chains in which a rule matched, in order. */
  readonly chains: readonly string[];
  /** `namespace/name` of the Service whose rule matched. */
  readonly service: string | undefined;
  /** The comment of the rule that refused the packet. */
  readonly why: string | undefined;
}

type Verdict = 'accept' | 'drop' | 'reject';

const DEPTH_MAX = 16;

/** Sends a packet through the node's rules: translation, then filters, then masquerading. */
export function walkNode(node: NodeView, packet: Packet, origin: Origin): Passage {
  const walk = new Walk(node, packet);
  walk.enter('nat', origin === 'node' ? 'OUTPUT' : 'PREROUTING');
  const isForNode = isLocal(node, walk.packet.destination);
  const refusal = walk.filter(hooksOf(origin, isForNode));
  if (refusal === undefined && (origin === 'node' || !isForNode)) walk.enter('nat', 'POSTROUTING');
  const { chains, service, why } = walk;
  const verdict = refusal === 'reject' ? 'rejected' : refusal === 'drop' ? 'dropped' : 'passed';
  return { verdict, packet: walk.packet, chains: [...chains], service, why };
}

function hooksOf(origin: Origin, isForNode: boolean): readonly string[] {
  if (origin === 'node') return isForNode ? ['OUTPUT', 'INPUT'] : ['OUTPUT'];
  return isForNode ? ['INPUT'] : ['FORWARD'];
}

/** Whether the address is one of the node's own. */
function isLocal(node: NodeView, address: number): boolean {
  return address === node.address || isLoopback(address);
}

class Walk {
  packet: Packet;
  readonly chains = new Set<string>();
  service: string | undefined;
  why: string | undefined;
  #mark = 0;
  #translated = false;
  readonly #node: NodeView;

  constructor(node: NodeView, packet: Packet) {
    this.#node = node;
    this.packet = packet;
  }

  /** Goes through a hook's chain; what no rule decides is accepted. */
  enter(table: TableName, hook: string): Verdict {
    return this.#follow(table, hook, 0) ?? 'accept';
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
    for (const rule of this.#node.table.chains[table].get(chain) ?? []) {
      if (!this.#matches(rule)) continue;
      if (rule.target?.kind === 'return') return undefined;
      if (depth > 0 && rule.target) this.chains.add(chain);
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
        this.packet = { ...this.packet, source: this.#node.address };
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
    return matches.every((match) => this.#holds(match));
  }

  #holds(match: Match): boolean {
    const { recent, now, random } = this.#node;
    const { source, destination, port } = this.packet;
    switch (match.kind) {
      case 'port':
        return match.port === undefined || match.port === port;
      case 'addrtype':
        return isLocal(this.#node, match.side === 'src' ? source : destination);
      case 'mark':
        return ((this.#mark & MASQUERADE_MARK) !== 0) !== (match.inverted ?? false);
      case 'conntrack':
        return match.states.some((state) => this.#isIn(state)) !== (match.inverted ?? false);
      case 'statistic':
        return random.int(0, RANDOM_MAX) < match.threshold;
      case 'recent-check':
        return recent.has(match.list, source, match.seconds, now);
      case 'recent-set':
        recent.set(match.list, source, now);
        return true;
      case 'comment':
      case 'nfacct':
        return true;
    }
  }

  /** The packet is the first of its connection. */
  #isIn(state: string): boolean {
    return state === 'NEW' || (state === 'DNAT' && this.#translated);
  }
}

function addressMatches({ cidr, inverted }: AddressMatch, address: number): boolean {
  return contains(cidr, address) !== (inverted ?? false);
}

function commentOf(matches: readonly Match[]): string | undefined {
  const remark = matches.find((match) => match.kind === 'comment');
  return remark?.text;
}
