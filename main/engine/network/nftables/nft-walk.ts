// A packet's way through the table `ip kube-proxy`, hook after hook, as the kernel calls its chains.
import { contains } from '../cidr.ts';
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
import { type NftAction, type NftElement, type NftMatch, type NftRule, elementKey } from './nft-rule.ts';
import type { NftTable } from './nft-table.ts';

const DEPTH_MAX = 16;
/** The kernel keeps as many clients of an endpoint as its set is written for. */
const CLIENTS_MAX = 65_535;

/** Sends a packet through the node's table: source ranges, translation, refusals, masquerading. */
export function walkNft(table: NftTable, node: NodeView, packet: Packet, origin: Origin): Passage {
  const walk = new NftWalk(table, node, packet);
  const verdict = passHooks(walk, node, origin);
  return {
    verdict: verdictOf(verdict),
    packet: walk.packet,
    chains: [...walk.chains],
    tried: walk.tried,
    service: walk.service,
    why: walk.why,
  };
}

function passHooks(walk: NftWalk, node: NodeView, origin: Origin): Verdict {
  const fromNode = origin === 'node';
  const before = walk.hook(fromNode ? 'filter-output-pre-dnat' : 'filter-prerouting-pre-dnat');
  if (before !== 'accept') return before;
  walk.hook(fromNode ? 'nat-output' : 'nat-prerouting');
  const isForNode = isLocal(node, walk.packet.destination);
  const filters = fromNode
    ? ['filter-output', ...(isForNode ? ['filter-input'] : [])]
    : [isForNode ? 'filter-input' : 'filter-forward'];
  for (const filter of filters) {
    const verdict = walk.hook(filter);
    if (verdict !== 'accept') return verdict;
  }
  if (fromNode || !isForNode) walk.hook('nat-postrouting');
  return 'accept';
}

class NftWalk {
  packet: Packet;
  readonly chains = new Set<string>();
  /** How many rules were compared with the packet. */
  tried = 0;
  service: string | undefined;
  why: string | undefined;
  #marked = false;
  readonly #table: NftTable;
  readonly #node: NodeView;

  constructor(table: NftTable, node: NodeView, packet: Packet) {
    this.#table = table;
    this.#node = node;
    this.packet = packet;
  }

  /** Goes through a base chain; what no rule decides is accepted, as its policy says. */
  hook(chain: string): Verdict {
    return this.#follow(chain, 0) ?? 'accept';
  }

  /** Undefined when the chain came to its end, and the caller goes on. */
  #follow(name: string, depth: number): Verdict | undefined {
    if (depth > DEPTH_MAX) throw new Error(`network: the rules go round at ${name}`);
    const chain = this.#table.chains.get(name);
    if (!chain) return undefined;
    if (chain.service !== undefined) {
      this.service = chain.service;
      this.chains.add(name);
    }
    for (const rule of chain.rules) {
      this.tried += 1;
      if (!rule.matches.every((match) => this.#holds(match))) continue;
      const { action } = rule;
      if (action.kind === 'return') return undefined;
      if (action.kind === 'goto') return this.#follow(action.chain, depth + 1);
      const verdict = this.#apply(rule, depth);
      if (verdict !== 'continue') return verdict;
    }
    return undefined;
  }

  /** `continue` for the next rule; undefined when this chain is left as if it had come to its end. */
  #apply({ action, comment }: NftRule, depth: number): Verdict | 'continue' | undefined {
    switch (action.kind) {
      case 'jump':
        return this.#follow(action.chain, depth + 1) ?? 'continue';
      case 'vmap':
        return this.#lookUp(action, depth);
      case 'balance':
        return this.#follow(action.chains[this.#node.random.int(0, action.chains.length - 1)] ?? '', depth + 1);
      case 'drop':
      case 'reject':
        this.why ??= comment;
        return action.kind;
      default:
        return this.#change(action);
    }
  }

  #change(action: NftAction): Verdict | 'continue' {
    switch (action.kind) {
      case 'mark':
        this.#marked = true;
        return 'continue';
      case 'toggle-mark':
        this.#marked = !this.#marked;
        return 'continue';
      case 'remember':
        this.#node.memory.set(action.set, this.packet.source, this.#node.now, CLIENTS_MAX);
        return 'continue';
      case 'masquerade':
        this.packet = { ...this.packet, source: primaryAddress(this.#node) };
        return 'accept';
      case 'dnat':
        this.packet = { ...this.packet, destination: action.address, port: action.port };
        return 'accept';
      default:
        return 'continue';
    }
  }

  #lookUp({ map }: Extract<NftAction, { kind: 'vmap' }>, depth: number): Verdict | 'continue' | undefined {
    const { protocol, port, destination } = this.packet;
    const address = map.endsWith('nodeports') ? undefined : destination;
    const element = this.#table.maps.get(map)?.get(elementKey({ address, protocol, port }));
    if (!element) return 'continue';
    this.why ??= reasonOf(element);
    if (element.verdict.kind === 'goto') return this.#follow(element.verdict.chain, depth + 1);
    return 'drop';
  }

  #holds(match: NftMatch): boolean {
    const { source, destination } = this.packet;
    switch (match.kind) {
      case 'source':
        return contains(match.cidr, source) !== (match.inverted ?? false);
      case 'destination':
        return contains(match.cidr, destination) !== (match.inverted ?? false);
      case 'source-outside':
        return !match.ranges.some((range) => contains(range, source));
      case 'destination-in':
        return this.#table.sets[match.set].has(destination);
      case 'affinity':
        return this.#isRemembered(match.set, source);
      case 'local-source':
        return isLocal(this.#node, source);
      case 'unmarked':
        return !this.#marked;
      case 'new':
        return true;
    }
  }

  #isRemembered(set: string, source: number): boolean {
    const seconds = this.#table.affinity.get(set)?.seconds;
    return seconds !== undefined && this.#node.memory.has(set, source, seconds, this.#node.now);
  }
}

/** Only elements that refuse bear a comment: the Service's port. */
function reasonOf({ comment, verdict }: NftElement): string | undefined {
  if (comment === undefined) return undefined;
  return `${comment} has no ${verdict.kind === 'drop' ? 'local ' : ''}endpoints`;
}
