// A packet's way through the rules of iptables on one node, as netfilter's hooks call them: rules are tried in order, and
// chance decides with the rule's own probability.
import { formatCidr } from '../cidr.ts';
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
import type { ReadyChain, ReadyRule } from './ready-chains.ts';
import type { RuleTable } from './rule-table.ts';
import { MASQUERADE_MARK, type Match, RANDOM_MAX, type Rule, type SetFields, type TableName } from './rule.ts';

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
  readonly chains: string[] = [];
  /** How many rules were compared with the packet. */
  tried = 0;
  service: string | undefined;
  why: string | undefined;
  #packet: Packet;
  /** The packet's addresses in 32 bits, as rules compare them. */
  #source = 0;
  #destination = 0;
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
    this.#packet = packet;
    this.packet = packet;
  }

  get packet(): Packet {
    return this.#packet;
  }

  set packet(packet: Packet) {
    this.#packet = packet;
    this.#source = packet.source | 0;
    this.#destination = packet.destination | 0;
  }

  /** Goes through a hook's chain; what no rule decides is accepted. */
  enter(table: TableName, hook: string): Verdict {
    return this.#follow(this.#table.ready[table].get(hook), 0) ?? 'accept';
  }

  /** Remembers a chain in which a rule matched. */
  note(chain: string): void {
    if (!this.chains.includes(chain)) this.chains.push(chain);
  }

  passage(refusal: Verdict | undefined): Passage {
    const { packet, chains, tried, service, why } = this;
    return { verdict: verdictOf(refusal ?? 'accept'), packet, chains, tried, service, why };
  }

  /** What the first hook that does not accept the packet does with it. */
  filter(hooks: readonly string[]): Verdict | undefined {
    for (const hook of hooks) {
      const verdict = this.enter('filter', hook);
      if (verdict !== 'accept') return verdict;
    }
    return undefined;
  }

  #follow(chain: ReadyChain, depth: number): Verdict | undefined {
    if (depth > DEPTH_MAX) throw new Error(`network: the rules go round at ${chain.name}`);
    let before = 0;
    for (const ready of chain.rulesFor(this.#destination, this.#packet.port)) {
      if (!this.#matches(ready)) continue;
      this.tried += ready.place - before;
      before = ready.place;
      const { target, service } = ready.rule;
      if (target?.kind === 'return') return undefined;
      if (depth > 0 && target) this.note(chain.name);
      if (service !== undefined) this.service = service;
      const verdict = ready.next ? this.#follow(ready.next, depth + 1) : this.#apply(ready.rule);
      if (verdict) return verdict;
    }
    this.tried += chain.size - before;
    return undefined;
  }

  #apply({ target, matches, destination }: Rule): Verdict | undefined {
    switch (target?.kind) {
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
      case 'jump':
      case 'return':
      case undefined:
        return undefined;
    }
  }

  #matches(rule: ReadyRule): boolean {
    if (((this.#destination & rule.destinationMask) === rule.destinationBase) === rule.isDestinationInverted)
      return false;
    if (rule.port >= 0 && rule.port !== this.#packet.port) return false;
    if (rule.protocol !== undefined && rule.protocol !== this.#packet.protocol) return false;
    if (((this.#source & rule.sourceMask) === rule.sourceBase) === rule.isSourceInverted) return false;
    for (const match of rule.matches) if (!this.#holds(match)) return false;
    return true;
  }

  #holds(match: Match): boolean {
    const { memory, now, random } = this.#node;
    const { source, destination, port } = this.packet;
    switch (match.kind) {
      case 'addrtype':
        return isLocal(this.#node, match.side === 'src' ? source : destination) !== (match.inverted ?? false);
      case 'set':
        return this.#sets?.has(match.set, this.packet, match.fields) ?? false;
      case 'ipvs':
        return match.address === destination && match.port === port && match.protocol === this.packet.protocol;
      case 'mark':
        return ((this.#mark & MASQUERADE_MARK) !== 0) !== (match.inverted ?? false);
      // Of the states only DNAT is left open for the first packet of a connection.
      case 'conntrack':
        return this.#translated !== (match.inverted ?? false);
      case 'statistic':
        return random.int(0, RANDOM_MAX) < match.threshold;
      case 'recent-check':
        return memory.has(match.list, source, match.seconds, now);
      case 'recent-set':
        memory.set(match.list, source, now, CLIENTS_MAX);
        return true;
      case 'port':
      case 'comment':
      case 'nfacct':
      case 'not-bridged':
        return true;
    }
  }
}

function commentOf(matches: readonly Match[]): string | undefined {
  const remark = matches.find((match) => match.kind === 'comment');
  return remark?.text;
}
