// What a node's table is written from, and the writing: the rules of a port are written once for all nodes on which
// they are the same.
import type { Micros } from '../kernel/time.ts';
import { parseIp } from './cidr.ts';
import { type WrittenPort, writePort } from './node-table.ts';
import type { PortContext, RuleSettings } from './services/port-context.ts';
import type { ProxiedPort, ServiceSet } from './services/service-set.ts';

export interface RuleSource {
  /** Name of the set of Services. */
  readonly set: string;
  readonly settings: RuleSettings;
  /** The node's own, the one by which others know it first. */
  readonly addresses: readonly string[];
  readonly zone: string;
  /** Ports (`name/protocol`) that were left as an earlier sync wrote them, with or without comments unlike the rest. */
  readonly leftAsWritten: readonly string[];
  /** Chains of nftables that nothing leads to any more, and since when. */
  readonly staleChains: readonly (readonly [chain: string, since: Micros])[];
}

/** Gives the rules of the port `key` of the set. */
export type PortWriter = (key: string, item: ProxiedPort) => WrittenPort;

/** With more endpoints than these in all, kube-proxy spares comments. */
const LARGE_CLUSTER_ENDPOINTS = 1_000;

export const isLarge = (set: ServiceSet): boolean => set.endpointCount > LARGE_CLUSTER_ENDPOINTS;

export class RuleWriter {
  readonly #written = new WeakMap<ProxiedPort, Map<string, WrittenPort>>();

  /** A writer for one node. */
  for(node: string, source: RuleSource, set: ServiceSet): PortWriter {
    const { settings, zone, leftAsWritten } = source;
    const addresses = source.addresses.flatMap((ip) => parseIp(ip) ?? []);
    const place = { name: node, address: addresses[0] ?? 0, addresses, zone };
    const left = new Set(leftAsWritten);
    const forms = { true: JSON.stringify([settings, true]), false: JSON.stringify([settings, false]) };
    return (key, item) => {
      const large = isLarge(set) !== left.has(key);
      const context = { settings, node: place, large };
      return item.perNode || settings.mode === 'ipvs'
        ? writePort(item.port, item.endpoints, context)
        : this.#remember(item, forms[`${large}`], context);
    };
  }

  #remember(item: ProxiedPort, form: string, context: PortContext): WrittenPort {
    const forms = this.#written.get(item) ?? new Map<string, WrittenPort>();
    const known = forms.get(form);
    if (known) return known;
    const written = writePort(item.port, item.endpoints, context);
    this.#written.set(item, forms.set(form, written));
    return written;
  }
}
