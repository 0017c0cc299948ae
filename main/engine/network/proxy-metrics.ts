// Models pkg/proxy/metrics/metrics.go (v1.35): what kube-proxy tells of its syncs at /metrics, as far as it is told of
// IPv4 and without the buckets of histograms.
import { EPOCH_SECONDS, type Micros, SECOND } from '../kernel/time.ts';
import type { RuleTable } from './iptables/rule-table.ts';

/** Syncs so far, and how long they have taken in all. */
export type SyncTally = {
  readonly all: Tally;
  /** Those that wrote everything anew. */
  readonly full: Tally;
};

type Tally = { readonly count: number; readonly sumUs: number };

const NONE: Tally = { count: 0, sumUs: 0 };
export const NO_SYNCS: SyncTally = { all: NONE, full: NONE };

const FAMILY = 'ip_family="IPv4"';

export function withSync({ all, full }: SyncTally, durationUs: number, isFull: boolean): SyncTally {
  return { all: added(all, durationUs), full: isFull ? added(full, durationUs) : full };
}

/** The text at /metrics; `rules` are those in force in mode iptables, `syncedUs` when they came to be so. */
export function metricsText(tally: SyncTally, rules: RuleTable | undefined, syncedUs: Micros | undefined): string {
  return [
    ...histogram(
      'sync_full_proxy_rules_duration_seconds',
      'SyncProxyRules latency in seconds for full resyncs',
      tally.full,
    ),
    ...histogram('sync_proxy_rules_duration_seconds', 'SyncProxyRules latency in seconds', tally.all),
    ...(rules ? ruleCounts(rules) : []),
    ...(syncedUs === undefined ? [] : lastSync(syncedUs)),
    '',
  ].join('\n');
}

function added({ count, sumUs }: Tally, durationUs: number): Tally {
  return { count: count + 1, sumUs: sumUs + durationUs };
}

function histogram(name: string, help: string, { count, sumUs }: Tally): readonly string[] {
  const full = `kubeproxy_${name}`;
  return [
    ...headOf(full, help, 'histogram'),
    `${full}_sum{${FAMILY}} ${sumUs / SECOND}`,
    `${full}_count{${FAMILY}} ${count}`,
  ];
}

function ruleCounts({ chains }: RuleTable): readonly string[] {
  const name = 'kubeproxy_sync_proxy_rules_iptables_total';
  const lines = (['filter', 'nat'] as const).map((table) => {
    const count = [...chains[table].values()].reduce((sum, rules) => sum + rules.length, 0);
    return `${name}{${FAMILY},table="${table}"} ${count}`;
  });
  return [...headOf(name, 'Total number of iptables rules owned by kube-proxy', 'gauge'), ...lines];
}

function lastSync(syncedUs: Micros): readonly string[] {
  const name = 'kubeproxy_sync_proxy_rules_last_timestamp_seconds';
  const seconds = EPOCH_SECONDS + syncedUs / SECOND;
  return [
    ...headOf(name, 'The last time proxy rules were successfully synced', 'gauge'),
    `${name}{${FAMILY}} ${seconds.toExponential().replace('e+', 'e+0')}`,
  ];
}

function headOf(name: string, help: string, type: 'histogram' | 'gauge'): readonly string[] {
  return [`# HELP ${name} [ALPHA] ${help}`, `# TYPE ${name} ${type}`];
}
