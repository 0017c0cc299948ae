// How long a sync of kube-proxy takes: fits to what was measured on kube-proxy v1.35.6 with up to 32,000 rules.
import { MILLISECOND } from '../kernel/time.ts';
import type { ProxyMode } from './services/port-context.ts';
import type { SyncPlan } from './sync-plan.ts';

type Cost = (plan: SyncPlan) => number;

const costs: { readonly [M in ProxyMode]: Cost } = {
  /** A part for what it reads, a part for what it writes, which grows faster than the number of rules. */
  iptables: ({ rules, rewritten }) => 50 * MILLISECOND + 1.1 * rules + 27 * rewritten + 0.0029 * rewritten ** 2,
  /** Every sync first lists the whole table. */
  nftables: ({ rules, rewritten }) => 5 * MILLISECOND + 38 * rules + 18.6 * rewritten,
  /** A virtual or real server is a system call of its own; what is there already is only compared. */
  ipvs: ({ rules, rewritten }) => 100 * MILLISECOND + 4 * rules + 370 * rewritten,
};

/** In microseconds. */
export function syncDurationUs(mode: ProxyMode, plan: SyncPlan): number {
  return Math.round(costs[mode](plan));
}
