// Models what pkg/proxy/iptables/proxier.go (v1.35) counts in a sync: what there is and what has to be written anew.
import { jsonEqual } from '../kernel/json.ts';
import { fixedCounts } from './node-table.ts';
import type { PortWriter } from './rule-source.ts';
import type { ProxyMode } from './services/port-context.ts';
import type { ProxiedPort, ServiceSet } from './services/service-set.ts';

/** What a sync is about to write. */
export type SyncPlan = {
  readonly services: number;
  readonly endpoints: number;
  /** Rules in all. */
  readonly rules: number;
  /** Ports whose endpoints on this node differ from those in force, as `namespace/name:port`. */
  readonly changed: readonly string[];
  /** How many rules have to be written anew. */
  readonly rewritten: number;
};

export interface Written {
  readonly mode: ProxyMode;
  readonly set: ServiceSet;
  readonly write: PortWriter;
}

/** Compares what is to be written with what is in force; a `full` sync writes everything again. */
export function planSync(next: Written, inForce: Written | undefined, full: boolean): SyncPlan {
  let rules = fixedCounts[next.mode];
  let rewritten = full ? rules : 0;
  const changed: string[] = [];
  for (const [key, item] of next.set.ports) {
    const { count, endpoints } = next.write(key, item);
    const before = inForce?.set.ports.get(key);
    rules += count;
    if (full || !isSamePort(before, item)) rewritten += count;
    const old = before && inForce ? inForce.write(key, before).endpoints : [];
    if (old !== endpoints && textOf(old) !== textOf(endpoints)) changed.push(item.port.name);
  }
  changed.push(...lostPorts(next, inForce));
  return { services: next.set.ports.size, endpoints: next.set.endpointCount, rules, changed, rewritten };
}

export function isSamePort(a: ProxiedPort | undefined, b: ProxiedPort): boolean {
  return a === b || jsonEqual(a, b);
}

/** Names of the chains of nftables that `before` had and `next` has no more. */
export function lostChains(next: Written, before: Written): readonly string[] {
  const lost = new Set<string>();
  for (const [key, item] of before.set.ports) {
    const now = next.set.ports.get(key);
    if (now && isSamePort(now, item)) continue;
    for (const name of chainsOf(before, key, item)) lost.add(name);
    if (now) for (const name of chainsOf(next, key, now)) lost.delete(name);
  }
  return [...lost];
}

/** Names of all chains of nftables that are written. */
export function chainNames(written: Written): ReadonlySet<string> {
  return new Set([...written.set.ports].flatMap(([key, item]) => chainsOf(written, key, item)));
}

function chainsOf({ write }: Written, key: string, item: ProxiedPort): readonly string[] {
  const written = write(key, item);
  return written.mode === 'nftables' ? written.chains.map(({ name }) => name) : [];
}

/** Names of ports that had endpoints and are no more. */
function lostPorts(next: Written, inForce: Written | undefined): string[] {
  const lost: string[] = [];
  for (const [key, item] of inForce?.set.ports ?? []) {
    if (!next.set.ports.has(key) && inForce && inForce.write(key, item).endpoints.length > 0) lost.push(item.port.name);
  }
  return lost;
}

const textOf = (endpoints: readonly { readonly text: string }[]) => endpoints.map(({ text }) => text).join(' ');
