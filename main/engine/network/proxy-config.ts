// Models pkg/proxy/apis/config/v1alpha1 (v1.35): of kube-proxy's configuration file what the simulation heeds.
import * as v from 'valibot';
import { parseDocument } from 'yaml';
import { MINUTE, MILLISECOND, SECOND } from '../kernel/time.ts';
import type { RuleSettings } from './rules/write-rules.ts';

export interface ProxyConfig {
  /** `iptables` where the file says nothing. */
  readonly mode: string;
  readonly rules: RuleSettings;
  readonly minSyncPeriodUs: number;
}

const MIN_SYNC_PERIOD_US = SECOND;
const UNITS: Readonly<Record<string, number>> = { h: 60 * MINUTE, m: MINUTE, s: SECOND, ms: MILLISECOND, us: 1 };

const schema = v.object({
  mode: v.nullish(v.string()),
  clusterCIDR: v.nullish(v.string()),
  iptables: v.nullish(
    v.object({
      localhostNodePorts: v.nullish(v.boolean()),
      masqueradeAll: v.nullish(v.boolean()),
      minSyncPeriod: v.nullish(v.string()),
    }),
  ),
});

/**
 * The configuration that `text`, the file `config.conf`, gives. Where it is silent or no configuration at all the
 * defaults hold, with `podCidr` for the addresses of Pods.
 */
export function proxyConfig(text: string, podCidr: string): ProxyConfig {
  const { mode, clusterCIDR, iptables } = readFile(text);
  return {
    mode: mode || 'iptables',
    rules: {
      clusterCidr: firstIpv4(clusterCIDR ?? '') ?? podCidr,
      masqueradeAll: iptables?.masqueradeAll ?? false,
      localhostNodePorts: iptables?.localhostNodePorts ?? true,
    },
    minSyncPeriodUs: durationUs(iptables?.minSyncPeriod ?? '') || MIN_SYNC_PERIOD_US,
  };
}

function readFile(text: string): v.InferOutput<typeof schema> {
  const document = parseDocument(text, { logLevel: 'silent' });
  const read = v.safeParse(schema, document.errors.length > 0 ? undefined : document.toJS());
  return read.success ? read.output : {};
}

/** A duration as Go writes it (`1m30s`) in microseconds; 0 for anything else. */
export function durationUs(text: string): number {
  if (!/^(\d+(\.\d+)?(h|m|s|ms|us))+$/.test(text)) return 0;
  let sum = 0;
  for (const [, amount = '', unit = ''] of text.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|us|s)/g)) {
    sum += Number(amount) * (UNITS[unit] ?? 0);
  }
  return Math.round(sum);
}

/** Of a dual-stack pair the first that is IPv4. */
function firstIpv4(ranges: string): string | undefined {
  return ranges
    .split(',')
    .map((range) => range.trim())
    .find((range) => range.includes('.'));
}
