// Which rule table is in force on which node. A table is kept as what it was written from and built when somebody
// walks or reads it; nodes whose rules do not differ share one.
import type { ObjectStore } from '../api/store.ts';
import { type Micros, SECOND } from '../kernel/time.ts';
import { type RuleSource, RuleWriter, isLarge } from './rule-source.ts';
import { parseIp } from './cidr.ts';
import { type NodeTable, buildNodeTable } from './node-table.ts';
import type { RuleSettings } from './services/port-context.ts';
import { type Knowledge, type SavedServiceSet, type ServiceSet, ServiceSets } from './services/service-set.ts';
import { type SyncPlan, type Written, isSamePort, chainNames, lostChains, planSync } from './sync-plan.ts';

export interface RulesInForce extends RuleSource {
  readonly syncedUs: Micros;
  /** Sequence number of the record of the sync that wrote them. */
  readonly seq: number;
}

/** Where and how a kube-proxy writes. */
export interface ProxyPlace {
  readonly node: string;
  /** The node's own, the one by which others know it first. */
  readonly addresses: readonly string[];
  readonly zone: string;
  readonly settings: RuleSettings;
  /** Writes everything anew instead of what has changed alone. */
  readonly full: boolean;
  readonly now: Micros;
}

interface SavedEntry {
  readonly inForce?: RulesInForce | undefined;
  readonly planned?: RuleSource | undefined;
}

export interface SavedNodeRules {
  readonly sets: readonly SavedServiceSet[];
  readonly nodes: readonly (readonly [node: string, rules: SavedEntry])[];
}

interface NodeEntry {
  inForce?: RulesInForce | undefined;
  planned?: RuleSource | undefined;
  table?: NodeTable | undefined;
}

export class NodeRules {
  readonly #sets: ServiceSets;
  readonly #nodes = new Map<string, NodeEntry>();
  readonly #writer = new RuleWriter();
  readonly #tables = new WeakMap<ServiceSet, Map<string, NodeTable>>();
  readonly #plans = new WeakMap<ServiceSet, Map<string, SyncPlan>>();

  constructor(store: ObjectStore) {
    this.#sets = new ServiceSets(store);
  }

  inForce(node: string): RulesInForce | undefined {
    return this.#nodes.get(node)?.inForce;
  }

  /** The table in force on the node; undefined while no kube-proxy has written one since it was switched on. */
  table(node: string): NodeTable | undefined {
    const entry = this.#nodes.get(node);
    if (!entry?.inForce) return undefined;
    entry.table ??= this.#build(node, entry.inForce);
    return entry.table;
  }

  /** What was known when the node's rules were written. */
  knownAt(node: string): ServiceSet | undefined {
    const inForce = this.inForce(node);
    return inForce && this.#sets.get(inForce.set);
  }

  /** Begins a sync: what is known now is what will be written, whatever happens before it is done. */
  plan(place: ProxyPlace, knowledge: Knowledge): SyncPlan {
    this.abandon(place.node);
    const { node, addresses, zone, settings, now } = place;
    const entry = this.#nodes.get(node) ?? {};
    this.#nodes.set(node, entry);
    const set = this.#sets.take(knowledge);
    const inForce = entry.inForce?.settings.mode === settings.mode ? entry.inForce : undefined;
    const before = inForce && this.#sets.get(inForce.set);
    const leftAsWritten = before && !place.full ? ownForm(inForce, before, set) : [];
    const fresh = { set: set.id, settings, addresses, zone, leftAsWritten, staleChains: [] };
    const old = before && { source: inForce, set: before };
    const planned = { ...fresh, staleChains: this.#staleChains(node, { source: fresh, set }, old, now) };
    entry.planned = planned;
    return this.#compare(node, { source: planned, set }, old, place.full);
  }

  /** Ends a sync: what was planned is in force. */
  commit(node: string, syncedUs: Micros, seq: number): void {
    const entry = this.#nodes.get(node);
    if (!entry?.planned) throw new Error(`network: no sync is under way on ${node}`);
    this.#nodes.set(node, { inForce: { ...entry.planned, syncedUs, seq } });
    this.#sets.release(entry.inForce?.set);
  }

  /** Forgets a sync that will not come to its end, if there is one. */
  abandon(node: string): void {
    const entry = this.#nodes.get(node);
    if (!entry) return;
    this.#sets.release(entry.planned?.set);
    entry.planned = undefined;
    if (!entry.inForce) this.#nodes.delete(node);
  }

  /** Empties the tables, as loss of power does. */
  forget(node: string): void {
    const entry = this.#nodes.get(node);
    this.#sets.release(entry?.inForce?.set);
    this.#sets.release(entry?.planned?.set);
    this.#nodes.delete(node);
  }

  save(): SavedNodeRules {
    const nodes = [...this.#nodes].map(([node, { inForce, planned }]) => [node, { inForce, planned }] as const);
    return { sets: this.#sets.save(), nodes };
  }

  restore(saved: SavedNodeRules): void {
    this.#sets.restore(saved.sets);
    this.#nodes.clear();
    for (const [node, { inForce, planned }] of saved.nodes) this.#nodes.set(node, { inForce, planned });
  }

  /** Nodes that go from the same rules to the same rules share the comparison. */
  #compare(node: string, next: Source, inForce: Source | undefined, full: boolean): SyncPlan {
    const compare = () =>
      planSync(this.#written(node, next), inForce && this.#written(node, inForce), full || !inForce);
    const isPerNode = next.set.perNode || inForce?.set.perNode === true || next.source.settings.mode === 'ipvs';
    if (isPerNode) return compare();
    return recall(this.#plans, next.set, JSON.stringify([formOf(next), inForce && formOf(inForce), full]), compare);
  }

  #build(node: string, source: RuleSource): NodeTable {
    const set = this.#sets.get(source.set);
    const build = () => {
      const { write } = this.#written(node, { source, set });
      const { settings, addresses, staleChains } = source;
      const around = {
        settings,
        nodeAddress: parseIp(addresses[0] ?? '') ?? 0,
        staleChains: staleChains.map(([chain]) => chain),
      };
      return buildNodeTable(
        [...set.ports].map(([key, item]) => write(key, item)),
        around,
      );
    };
    const isShared = !set.perNode && source.settings.mode === 'iptables';
    return isShared ? recall(this.#tables, set, JSON.stringify(formOf({ source, set })), build) : build();
  }

  /** What nothing leads to any more is emptied at once, and deleted by a sync at least a second later. */
  #staleChains(node: string, next: Source, before: Source | undefined, now: Micros): RuleSource['staleChains'] {
    if (!before || next.source.settings.mode !== 'nftables') return [];
    const written = this.#written(node, next);
    const lost = lostChains(written, this.#written(node, before)).map((chain) => [chain, now] as const);
    const kept = before.source.staleChains.filter(([, since]) => now - since <= STALE_US);
    if (kept.length === 0) return lost;
    const alive = chainNames(written);
    return [...kept.filter(([chain]) => !alive.has(chain)), ...lost];
  }

  #written(node: string, { source, set }: Source): Written {
    return { mode: source.settings.mode, set, write: this.#writer.for(node, source, set) };
  }
}

const STALE_US = SECOND;

interface Source {
  readonly source: RuleSource;
  readonly set: ServiceSet;
}

/** What decides the rules of a set whose ports are the same on every node. */
function formOf({ source, set }: Source) {
  return [set.id, source.settings, source.leftAsWritten];
}

/** What was remembered of the set under this key, or else what `make` makes, which is remembered as long as the set. */
function recall<T>(memory: WeakMap<ServiceSet, Map<string, T>>, set: ServiceSet, key: string, make: () => T): T {
  const known = memory.get(set) ?? new Map<string, T>();
  const value = known.get(key) ?? make();
  memory.set(set, known.set(key, value));
  return value;
}

/** The unchanged ports that stay as they are, though others are now written the other way. */
function ownForm(inForce: RuleSource, before: ServiceSet, set: ServiceSet): readonly string[] {
  const turned = isLarge(before) !== isLarge(set);
  if (!turned && inForce.leftAsWritten.length === 0) return [];
  const left = new Set(inForce.leftAsWritten);
  return [...set.ports]
    .filter(([key, item]) => left.has(key) !== turned && isSamePort(before.ports.get(key), item))
    .map(([key]) => key);
}
