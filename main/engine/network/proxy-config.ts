// Models pkg/proxy/apis/config/v1alpha1 (v1.35): of kube-proxy's configuration file what the simulation heeds.
import * as v from 'valibot';
import { parseDocument } from 'yaml';
import { parseDuration } from '../kernel/go-duration.ts';
import { SECOND } from '../kernel/time.ts';
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

/** Microseconds; 0 for what is no duration. */
function durationUs(text: string): number {
  const duration = parseDuration(text);
  return typeof duration === 'number' ? Math.max(0, duration) : 0;
}

/** Of a dual-stack pair the first that is IPv4. */
function firstIpv4(ranges: string): string | undefined {
  return ranges
    .split(',')
    .map((range) => range.trim())
    .find((range) => range.includes('.'));
}
