// What a node's table is written from, and the writing: the rules of a port are written once for all nodes on which
// they are the same.
import { parseIp } from './cidr.ts';
import { type RuleContext, type RuleSettings, type WrittenRules, writeRules } from './rules/write-rules.ts';
import type { ProxiedPort, ServiceSet } from './service-set.ts';

export interface RuleSource {
  /** Name of the set of Services. */
  readonly set: string;
  readonly settings: RuleSettings;
  /** The node's own. */
  readonly address: string;
  readonly zone: string;
  /** Ports (`name/protocol`) that were left as an earlier sync wrote them, with or without comments unlike the rest. */
  readonly leftAsWritten: readonly string[];
}

/** Gives the rules of the port `key` of the set. */
export type PortWriter = (key: string, item: ProxiedPort) => WrittenRules;

/** With more endpoints than these in all, kube-proxy spares comments. */
const LARGE_CLUSTER_ENDPOINTS = 1_000;

export const isLarge = (set: ServiceSet): boolean => set.endpointCount > LARGE_CLUSTER_ENDPOINTS;

export class RuleWriter {
  readonly #written = new WeakMap<ProxiedPort, Map<string, WrittenRules>>();

  /** A writer for one node. */
  for(node: string, source: RuleSource, set: ServiceSet): PortWriter {
    const { settings, zone, leftAsWritten } = source;
    const place = { name: node, address: parseIp(source.address) ?? 0, zone };
    const left = new Set(leftAsWritten);
    const forms = { true: JSON.stringify([settings, true]), false: JSON.stringify([settings, false]) };
    return (key, item) => {
      const large = isLarge(set) !== left.has(key);
      const context = { settings, node: place, large };
      return item.perNode
        ? writeRules(item.port, item.endpoints, context)
        : this.#remember(item, forms[`${large}`], context);
    };
  }

  #remember(item: ProxiedPort, form: string, context: RuleContext): WrittenRules {
    const forms = this.#written.get(item) ?? new Map<string, WrittenRules>();
    const known = forms.get(form);
    if (known) return known;
    const written = writeRules(item.port, item.endpoints, context);
    this.#written.set(item, forms.set(form, written));
    return written;
  }
}
