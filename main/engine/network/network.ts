// The network between and on the machines: cables, who has which address, and the rule tables in the nodes' kernels.
// Tables outlive the kube-proxy that wrote them; loss of power empties them.
import type { LinkPlace, LinkState } from '../../../preload/contract/inputs.ts';
import { objectKey } from '../api/resources.ts';
import type { ApiServer } from '../api/server.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { RandomStream } from '../kernel/random.ts';
import type { HttpRequest, HttpResponse, RequestAnswer, RuntimeView } from '../runtime/interfaces.ts';
import { contains, formatIp, isLoopback, parseCidr, parseIp, rangeAround } from './cidr.ts';
import { ip6tablesSave, nft6List } from './ip6-tables.ts';
import { AnnouncedAddresses } from './announced-addresses.ts';
import { NameServers } from './dns/name-servers.ts';
import { Links, type SavedLinks } from './links.ts';
import { NodeRules, type SavedNodeRules } from './node-rules.ts';
import { walkNode } from './packet-walk.ts';
import type { Origin, Packet, Passage } from './packet.ts';
import { PolicyGate } from './policy/policy-gate.ts';
import { ClientMemory, type SavedClientMemory } from './client-memory.ts';
import { type ListOptions, iptablesList } from './iptables/iptables-list.ts';
import { iptablesSave } from './iptables/iptables-save.ts';
import { type RuleTable, tableOf } from './iptables/rule-table.ts';
import { ipsetList } from './ipvs/ipset-list.ts';
import { NO_SERVERS, ipvsadm } from './ipvs/ipvsadm.ts';
import { nftList } from './nftables/nft-list.ts';
import type { TableName } from './iptables/rule.ts';
import { healthCheckAnswer } from './services/health-check.ts';

export interface SavedNetwork {
  readonly rules: SavedNodeRules;
  readonly links: SavedLinks;
  readonly memory: readonly (readonly [node: string, memory: SavedClientMemory])[];
  /** The records that tell of machines which have lost their power. */
  readonly powerLost: readonly (readonly [node: string, seq: number])[];
}

/** Where a packet goes that leaves the rules of a node. */
export type NextHop =
  | { readonly kind: 'here' }
  | { readonly kind: 'pod'; readonly node: string; readonly podUid: string }
  /** `isTunnelled`: within a packet of the machines, as flannel does it for Pods. */
  | { readonly kind: 'machine'; readonly node: string; readonly isTunnelled: boolean }
  /** Nobody has it. `isNear`: it belongs to a network that the node is on itself, so that the node finds out. */
  | { readonly kind: 'nobody'; readonly isNear: boolean };

/** So many addresses are kept as texts. */
const TEXTS_MAX = 10_000;

/** Machines share a network of this length of prefix. */
const MACHINE_BITS = 24;

/** Where kube-proxy tells whether it is well. */
const PROXY_HEALTH_PORT = 10_256;

/** The kernel's own chains, empty. */
const NO_RULES = tableOf({ mangle: [], filter: [], nat: [] });

export class Network {
  readonly runtime: RuntimeView;
  readonly rules: NodeRules;
  readonly links = new Links();
  /** Who answers questions for names; each adds itself when it comes to life. */
  readonly names = new NameServers();
  readonly policies: PolicyGate;
  readonly announced: AnnouncedAddresses;
  readonly #kernel: Kernel;
  readonly #server: ApiServer;
  readonly #memory = new Map<string, ClientMemory>();
  readonly #powerLost = new Map<string, number>();
  readonly #streams = new Map<string, RandomStream>();
  readonly #addresses = new Map<string, readonly number[]>();
  readonly #texts = new Map<number, string>();

  /** When it is restored, the server's store must be already. */
  constructor(kernel: Kernel, server: ApiServer, runtime: RuntimeView, saved?: SavedNetwork) {
    this.#kernel = kernel;
    this.#server = server;
    this.runtime = runtime;
    this.rules = new NodeRules(server.store);
    this.announced = new AnnouncedAddresses(
      server.store,
      (node) => this.isConnected(node) && this.rules.table(node) !== undefined,
    );
    this.policies = new PolicyGate(server.store, runtime, server.settings.networkPolicies !== 'ignored');
    if (saved) this.#restore(saved);
  }

  /**
   * Sends the first packet of a connection through the rules of the node on which it is. With `trial`, whose chance
   * decides, nobody remembers it.
   */
  walk(node: string, packet: Packet, origin: Origin, trial?: RandomStream): Passage {
    const table = this.rules.table(node);
    if (!table) return { verdict: 'passed', packet, chains: [], tried: 0, service: undefined, why: undefined };
    const addresses = this.#addressesOf(node);
    const random = trial ?? this.#random(node);
    const memory = trial ? new ClientMemory(this.#memory.get(node)) : this.#memoryOf(node);
    const view = { addresses, random, memory, now: this.#kernel.now };
    return walkNode(table, view, packet, origin);
  }

  /** The address as text; the same one for all packets to it, so that it is found quickly. */
  ipText(address: number): string {
    const known = this.#texts.get(address);
    if (known !== undefined) return known;
    if (this.#texts.size >= TEXTS_MAX) this.#texts.clear();
    const text = formatIp(address);
    this.#texts.set(address, text);
    return text;
  }

  /** Who on or beyond the node has the address now. */
  nextHop(node: string, address: number): NextHop {
    const ip = this.ipText(address);
    const machine = isLoopback(address) ? node : this.runtime.machineByIp(ip);
    if (machine === node) return { kind: 'here' };
    if (machine !== undefined) return { kind: 'machine', node: machine, isTunnelled: false };
    const pod = this.runtime.podAt(ip);
    if (pod) return { kind: 'pod', node: pod.node, podUid: pod.podUid };
    const owner = this.#machineOfRange(address);
    if (owner !== undefined && owner !== node) return { kind: 'machine', node: owner, isTunnelled: true };
    return { kind: 'nobody', isNear: owner === node || this.isNear(address) };
  }

  /** Whether the address belongs to the network that a machine is on. */
  isNear(address: number): boolean {
    return this.runtime.machineNames().some((name) => {
      const ip = parseIp(this.runtime.machineIp(name) ?? '');
      return ip !== undefined && contains(rangeAround(ip, MACHINE_BITS), address);
    });
  }

  /** What the API says of the Pod that has the address, where that is a reason not to ask it. */
  stateOfPod(ip: string): 'ending' | 'not ready' | undefined {
    const owner = this.runtime.podAt(ip);
    const pod = owner && this.#server.store.get('pods', objectKey(owner.namespace, owner.name));
    if (!pod) return undefined;
    if (pod.metadata?.deletionTimestamp !== undefined) return 'ending';
    const ready = pod.status?.conditions?.find(({ type }) => type === 'Ready');
    return ready?.status === 'True' ? undefined : 'not ready';
  }

  /** What listens on `ip:port` this instant, as the runtime names it: a container, or what kube-proxy opens besides. */
  listenerAt(ip: string, port: number): string | undefined {
    const listener = this.runtime.listenerAt(ip, port);
    if (listener !== undefined) return listener;
    return this.#healthCheck(ip, port) && this.runtime.listenerAt(ip, PROXY_HEALTH_PORT);
  }

  /** Sends a request to what listens there. */
  request(ip: string, port: number, request: HttpRequest): RequestAnswer {
    const answer = this.runtime.request(ip, port, request);
    const check = answer.kind === 'refused' ? this.#healthCheck(ip, port) : undefined;
    if (!check) return answer;
    const proxy = this.runtime.request(ip, PROXY_HEALTH_PORT, { ...request, path: '/healthz' });
    return proxy.kind === 'answered' ? { ...proxy, ...check } : proxy;
  }

  /** From now on packets fare so there; answers the record that tells of it. */
  setLink({ node, peer }: LinkPlace, link: LinkState): number {
    const place = { node, ...(peer !== undefined && { peer }) };
    const seq = this.#kernel.record('network', { type: 'link-changed', ...place, link });
    this.links.set(node, peer, link, seq);
    return seq;
  }

  /** The record that tells why a machine is without power; undefined when it never had any. */
  powerLost(node: string): number | undefined {
    return this.#powerLost.get(node);
  }

  /** Whether packets pass between two machines that run, or within one. */
  canReach(from: string, to: string): boolean {
    if (!this.runtime.isPowered(from) || !this.runtime.isPowered(to)) return false;
    return from === to || this.links.between(from, to).up;
  }

  /** Whether packets reach the machine through its cable. */
  isConnected(machine: string): boolean {
    return this.runtime.isPowered(machine) && this.links.get(machine).up;
  }

  /** What `iptables -L` prints on the node; undefined when there is no such chain. */
  iptablesListing(node: string, options: ListOptions): string | undefined {
    return iptablesList(this.#iptables(node) ?? NO_RULES, options);
  }

  /** What `iptables-save` prints on the node, `iptables-save -t` for one table; empty when it has no rules. */
  iptablesText(node: string, only?: TableName): string {
    const rules = this.#iptables(node);
    return rules ? iptablesSave(rules, this.#kernel.now, only) : '';
  }

  /** What `ip6tables-save` prints on the node, `ip6tables-save -t` for one table; empty when it has no rules. */
  ip6tablesText(node: string, only?: TableName): string {
    const mode = this.rules.table(node)?.mode;
    return mode === undefined ? '' : ip6tablesSave(mode, this.#kernel.now, only);
  }

  /** What `nft list table ip6 kube-proxy` prints; empty when there is no such table. */
  nft6Text(node: string): string {
    return this.rules.table(node)?.mode === 'nftables' ? nft6List() : '';
  }

  /** What `nft list table ip kube-proxy` prints; empty when there is no such table. */
  nftText(node: string): string {
    const table = this.rules.table(node);
    return table?.mode === 'nftables' ? nftList(table) : '';
  }

  /** What `ipvsadm -ln` and `ipset list` print. */
  ipvsText(node: string): { readonly servers: string; readonly sets: string } {
    const table = this.rules.table(node);
    return table?.mode === 'ipvs'
      ? { servers: ipvsadm(table, this.#memory.get(node)?.connections, this.#kernel.now), sets: ipsetList(table) }
      : { servers: NO_SERVERS, sets: '' };
  }

  /** All that kube-proxy has written on the node, in the form of its mode's own tool. */
  rulesText(node: string): string {
    const { servers, sets } = this.ipvsText(node);
    const own = this.rules.table(node)?.mode === 'ipvs' ? `${servers}\n${sets}\n` : this.nftText(node);
    return own + this.iptablesText(node);
  }

  /** What loss of power does to the node's kernel: rules and what they remember are gone. */
  forget(node: string): void {
    this.rules.forget(node);
    this.#memory.delete(node);
    this.#powerLost.set(node, this.#kernel.cause);
  }

  save(): SavedNetwork {
    return {
      rules: this.rules.save(),
      links: this.links.save(),
      memory: [...this.#memory].map(([node, memory]) => [node, memory.save()]),
      powerLost: [...this.#powerLost],
    };
  }

  /** A machine keeps its address as long as there is a cluster. */
  #addressesOf(node: string): readonly number[] {
    const known = this.#addresses.get(node) ?? [parseIp(this.runtime.machineIp(node) ?? '') ?? 0];
    this.#addresses.set(node, known);
    return known;
  }

  /** The machine on whose bridge an address of Pods belongs, whether a Pod has it or not. */
  #machineOfRange(address: number): string | undefined {
    return this.runtime.machineNames().find((name) => {
      const range = parseCidr(this.runtime.podRange(name) ?? '');
      return range !== undefined && contains(range, address);
    });
  }

  #healthCheck(ip: string, port: number): HttpResponse | undefined {
    const node = this.runtime.machineByIp(ip);
    const known = node === undefined ? undefined : this.rules.knownAt(node);
    return node === undefined || !known ? undefined : healthCheckAnswer(known, node, port);
  }

  /** The streams are found by name, which takes its time. */
  #random(node: string): RandomStream {
    const known = this.#streams.get(node) ?? this.#kernel.random(`network/${node}`);
    this.#streams.set(node, known);
    return known;
  }

  #iptables(node: string): RuleTable | undefined {
    const table = this.rules.table(node);
    return table?.mode === 'ipvs' ? table.rules : table?.mode === 'iptables' ? table : undefined;
  }

  #restore(saved: SavedNetwork): void {
    this.rules.restore(saved.rules);
    this.links.restore(saved.links);
    for (const [node, memory] of saved.memory) this.#memoryOf(node).restore(memory);
    for (const [node, seq] of saved.powerLost) this.#powerLost.set(node, seq);
  }

  #memoryOf(node: string): ClientMemory {
    const memory = this.#memory.get(node) ?? new ClientMemory();
    this.#memory.set(node, memory);
    return memory;
  }
}
