// The whole of a node's rules: what kube-proxy always writes and what it wrote for each port of each Service.
import { type ChainRules, builtInChains, fixedRules, lastServicesRule, localnetChain } from './fixed-rules.ts';
import { ReadyChains } from './ready-chains.ts';
import type { Rule, TableName } from './rule.ts';
import type { WrittenChains, WrittenRules } from './write-rules.ts';

export interface RuleTable {
  readonly chains: Chains;
  /** The same, for packets. */
  readonly ready: { readonly [T in TableName]: ReadyChains };
}

type Chains = { readonly [T in TableName]: ReadonlyMap<string, readonly Rule[]> };

export interface IptablesTable extends RuleTable {
  readonly mode: 'iptables';
}

/** A table of these chains and the kernel's own. */
export function tableOf(rules: { readonly [T in TableName]: ChainRules }): RuleTable {
  const chainsOf = (table: TableName) =>
    new Map([...builtInChains[table].map((chain) => [chain, []] as const), ...rules[table]]);
  return withReady({ mangle: chainsOf('mangle'), filter: chainsOf('filter'), nat: chainsOf('nat') });
}

function withReady(chains: Chains): RuleTable {
  const { mangle, filter, nat } = chains;
  return {
    chains,
    ready: { mangle: new ReadyChains(mangle), filter: new ReadyChains(filter), nat: new ReadyChains(nat) },
  };
}

/** The rules of a node whose Services' ports were written as `written`; with node ports on 127.0.0.1 or without. */
export function buildTable(written: Iterable<WrittenRules>, localhostNodePorts = true): IptablesTable {
  const nat = new ChainCollector('nat');
  const filter = new ChainCollector('filter');
  for (const rules of written) {
    nat.add(rules.nat);
    filter.add(rules.filter);
  }
  nat.add(new Map([['KUBE-SERVICES', [lastServicesRule(localhostNodePorts)]]]));
  if (!localhostNodePorts) filter.empty(localnetChain);
  const { chains: mangle } = new ChainCollector('mangle');
  return { mode: 'iptables', ...withReady({ mangle, filter: filter.chains, nat: nat.chains }) };
}

/** How many rules the tables hold that belong to no Service. */
export const fixedRuleCount =
  1 + [...fixedRules.nat, ...fixedRules.filter].reduce((sum, [, rules]) => sum + rules.length, 0);

class ChainCollector {
  readonly chains = new Map<string, readonly Rule[]>();
  /** The chains to which all Services add; the others belong to one Service and are taken as they are. */
  readonly #shared = new Map<string, Rule[]>();

  constructor(table: TableName) {
    for (const chain of builtInChains[table]) this.#share(chain, []);
    for (const [chain, rules] of fixedRules[table]) this.#share(chain, rules);
  }

  add(more: WrittenChains): void {
    for (const [chain, rules] of more) {
      const shared = this.#shared.get(chain);
      if (shared) shared.push(...rules);
      else this.chains.set(chain, rules);
    }
  }

  empty(chain: string): void {
    this.#share(chain, []);
  }

  #share(chain: string, rules: readonly Rule[]): void {
    const copy = [...rules];
    this.#shared.set(chain, copy);
    this.chains.set(chain, copy);
  }
}
