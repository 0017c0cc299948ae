// The network between and on the machines: cables, who has which address, and the rule tables in the nodes' kernels.
// Tables outlive the kube-proxy that wrote them; loss of power empties them.
import type { ApiServer } from '../api/server.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { RuntimeView } from '../runtime/interfaces.ts';
import { formatIp, isLoopback, parseIp } from './cidr.ts';
import { Links, type SavedLinks } from './links.ts';
import { NodeRules, type SavedNodeRules } from './node-rules.ts';
import { type Origin, type Packet, type Passage, walkNode } from './packet-walk.ts';
import { RecentLists, type SavedRecentLists } from './recent-lists.ts';
import { iptablesSave } from './rules/iptables-save.ts';
import type { TableName } from './rules/rule.ts';

export interface SavedNetwork {
  readonly rules: SavedNodeRules;
  readonly links: SavedLinks;
  readonly recent: readonly (readonly [node: string, lists: SavedRecentLists])[];
}

/** Where a packet goes that leaves the rules of a node. */
export type NextHop =
  | { readonly kind: 'here' }
  | { readonly kind: 'pod'; readonly node: string; readonly podUid: string }
  | { readonly kind: 'machine'; readonly node: string }
  | { readonly kind: 'nobody' };

export class Network {
  readonly runtime: RuntimeView;
  readonly rules: NodeRules;
  readonly links = new Links();
  readonly #kernel: Kernel;
  readonly #recent = new Map<string, RecentLists>();

  /** When it is restored, the server's store must be already. */
  constructor(kernel: Kernel, server: ApiServer, runtime: RuntimeView, saved?: SavedNetwork) {
    this.#kernel = kernel;
    this.runtime = runtime;
    this.rules = new NodeRules(server.store);
    if (saved) this.#restore(saved);
  }

  /** Sends the first packet of a connection through the rules of the node on which it is. */
  walk(node: string, packet: Packet, origin: Origin): Passage {
    const table = this.rules.table(node);
    if (!table) return { verdict: 'passed', packet, chains: [], service: undefined, why: undefined };
    const address = parseIp(this.runtime.machineIp(node) ?? '') ?? 0;
    const random = this.#kernel.random(`network/${node}`);
    return walkNode({ table, address, random, recent: this.#recentOf(node), now: this.#kernel.now }, packet, origin);
  }

  /** Who on or beyond the node has the address now. */
  nextHop(node: string, address: number): NextHop {
    const ip = formatIp(address);
    const machine = isLoopback(address) ? node : this.runtime.machineByIp(ip);
    if (machine !== undefined) return machine === node ? { kind: 'here' } : { kind: 'machine', node: machine };
    const pod = this.runtime.podAt(ip);
    return pod ? { kind: 'pod', node: pod.node, podUid: pod.podUid } : { kind: 'nobody' };
  }

  /** Whether packets reach the machine through its cable. */
  isConnected(machine: string): boolean {
    return this.runtime.isPowered(machine) && this.links.get(machine).up;
  }

  /** What `iptables-save` prints on the node, `iptables-save -t` for one table; empty when it has no rules. */
  rulesText(node: string, only?: TableName): string {
    const table = this.rules.table(node);
    return table ? iptablesSave(table, this.#kernel.now, only) : '';
  }

  /** What loss of power does to the node's kernel: rules and lists are gone. */
  forget(node: string): void {
    this.rules.forget(node);
    this.#recent.delete(node);
  }

  save(): SavedNetwork {
    return {
      rules: this.rules.save(),
      links: this.links.save(),
      recent: [...this.#recent].map(([node, lists]) => [node, lists.save()]),
    };
  }

  #restore(saved: SavedNetwork): void {
    this.rules.restore(saved.rules);
    this.links.restore(saved.links);
    for (const [node, lists] of saved.recent) this.#recentOf(node).restore(lists);
  }

  #recentOf(node: string): RecentLists {
    const lists = this.#recent.get(node) ?? new RecentLists();
    this.#recent.set(node, lists);
    return lists;
  }
}
