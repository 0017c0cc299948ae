// Models pkg/proxy/apis/config/v1alpha1 (v1.35): of kube-proxy's configuration file what the simulation heeds.
import * as v from 'valibot';
import { parseDocument } from 'yaml';
import { MINUTE, MILLISECOND, SECOND } from '../kernel/time.ts';
import type { ProxyMode, RuleSettings } from './services/port-context.ts';

export type ProxyConfig = {
  readonly rules: RuleSettings;
  /** What the file asks for, where that is no mode at all. */
  readonly unknownMode?: string | undefined;
  readonly minSyncPeriodUs: number;
};

/** Ranges of addresses that hold where the file is silent. */
export interface ClusterRanges {
  readonly podCidr: string;
  readonly serviceCidr: string;
}

const MIN_SYNC_PERIOD_US = SECOND;
const UNITS: Readonly<Record<string, number>> = { h: 60 * MINUTE, m: MINUTE, s: SECOND, ms: MILLISECOND, us: 1 };
const MODES: readonly ProxyMode[] = ['iptables', 'ipvs', 'nftables'];

const modeSection = {
  masqueradeAll: v.nullish(v.boolean()),
  minSyncPeriod: v.nullish(v.string()),
};

const schema = v.object({
  mode: v.nullish(v.string()),
  clusterCIDR: v.nullish(v.string()),
  iptables: v.nullish(v.object({ ...modeSection, localhostNodePorts: v.nullish(v.boolean()) })),
  ipvs: v.nullish(v.object({ minSyncPeriod: v.nullish(v.string()), scheduler: v.nullish(v.string()) })),
  nftables: v.nullish(v.object(modeSection)),
});

/**
 * The configuration that `text`, the file `config.conf`, gives. Where it is silent or no configuration at all the
 * defaults hold.
 */
export function proxyConfig(text: string, ranges: ClusterRanges): ProxyConfig {
  const file = readFile(text);
  const { clusterCIDR, iptables, ipvs, nftables } = file;
  const asked = file.mode || 'iptables';
  const mode = MODES.find((each) => each === asked) ?? 'iptables';
  // The flag of masquerading is one for all modes; ipvs reads that of iptables.
  const masqueradeAll = (mode === 'nftables' ? nftables?.masqueradeAll : iptables?.masqueradeAll) ?? false;
  const section = { iptables, ipvs, nftables }[mode];
  return {
    rules: {
      mode,
      clusterCidr: firstIpv4(clusterCIDR ?? '') ?? ranges.podCidr,
      serviceCidr: ranges.serviceCidr,
      masqueradeAll,
      localhostNodePorts: iptables?.localhostNodePorts ?? true,
      scheduler: ipvs?.scheduler || 'rr',
    },
    ...(mode !== asked && { unknownMode: asked }),
    minSyncPeriodUs: durationUs(section?.minSyncPeriod ?? '') || MIN_SYNC_PERIOD_US,
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
