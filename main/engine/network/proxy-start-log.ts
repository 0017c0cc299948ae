// What kube-proxy v1.35 logs when it starts, as far as it tells people something: its mode, and what it warns of.
import { type Micros, MINUTE, SECOND, toTimestamp } from '../kernel/time.ts';
import { findModule } from '../runtime/kernel-modules.ts';
import { klogLine } from './klog.ts';
import type { ProxyConfig } from './proxy-config.ts';
import type { ProxyMode } from './services/port-context.ts';

interface Line {
  readonly level: 'I' | 'E';
  readonly source: string;
  readonly text: string;
}

const info = (source: string, text: string): Line => ({ level: 'I', source, text });
const error = (source: string, text: string): Line => ({ level: 'E', source, text });

const MASQUERADE = 'mark for masquerade" ipFamily="IPv4" mark="0x00004000"';
const NODE_PORTS_OPEN =
  '"Kube-proxy configuration may be incomplete or incorrect" err="nodePortAddresses is unset; NodePort connections ' +
  'will be accepted on all local IPs. Consider using `--nodeport-addresses primary`"';
const LOCALNET =
  '"Setting route_localnet=1 to allow node-ports on localhost; to change this either disable ' +
  'iptables.localhostNodePorts (--iptables-localhost-nodeports) or set nodePortAddresses (--nodeport-addresses) to ' +
  'filter loopback addresses" ipFamily="IPv4"';
const COULD_NOT_RUN = '"Error running ProxyServer" err="';
const FAILED = '"command failed" err="';
const MODPROBE_FAILED =
  'Running modprobe ip_vs failed with message: ``, error: exec: \\"modprobe\\": executable file not found in $PATH';
const NO_IPVS =
  'Could not get ipvs family information from the kernel. It is possible that ipvs is not enabled in your kernel. ' +
  'Native loadbalancing will not work until this is fixed.';
const DEPRECATED =
  '"The ipvs proxier is now deprecated and may be removed in a future release. Please use \'nftables\' instead."';

/** Why a kube-proxy ends as soon as it has begun. */
export type ProxyFailure =
  | { readonly kind: 'unknown-mode'; readonly mode: string }
  | { readonly kind: 'no-ipvs' }
  | { readonly kind: 'unknown-scheduler'; readonly scheduler: string };

/** What keeps a kube-proxy with this configuration from its work, on a kernel with these modules. */
export function failureOf(
  { unknownMode, rules }: ProxyConfig,
  hasModule: (name: string) => boolean,
): ProxyFailure | undefined {
  if (unknownMode !== undefined) return { kind: 'unknown-mode', mode: unknownMode };
  if (rules.mode !== 'ipvs') return undefined;
  if (!hasModule('ip_vs')) return { kind: 'no-ipvs' };
  const { scheduler } = rules;
  // The kernel loads one that it has by itself.
  return findModule(`ip_vs_${scheduler}`) ? undefined : { kind: 'unknown-scheduler', scheduler };
}

/** The lines that a kube-proxy with this configuration writes on the node with this address. */
export function startLines(
  config: ProxyConfig,
  failure: ProxyFailure | undefined,
  address: string,
  now: Micros,
): readonly string[] {
  const { mode } = config.rules;
  const print = ({ level, source, text }: Line) => klogLine(now, level, source, text);
  if (failure?.kind === 'unknown-mode') return [print(invalidMode(failure.mode))];
  const first = [
    info('server.go:218', `"Successfully retrieved NodeIPs" NodeIPs=["${address}"]`),
    ...(mode === 'nftables' ? [] : [error('server.go:255', NODE_PORTS_OPEN)]),
    info('server.go:264', '"kube-proxy running in dual-stack mode" primary ipFamily="IPv4"'),
  ].map(print);
  if (failure) return [...first, ...failureLines(failure, now), ...endLines(failure).map(print)];
  const lines = [
    ...ownLines[mode](config, address),
    info('server.go:529', '"Version info" version="v1.35.6"'),
    info('config.go:200', '"Starting service config controller"'),
    info('config.go:106', '"Starting endpoint slice config controller"'),
  ];
  return [...first, ...lines.map(print)];
}

function invalidMode(mode: string): Line {
  const allowed =
    'must be iptables, ipvs, nftables or blank (blank means the best-available proxy [currently iptables])';
  const problem = `KubeProxyConfiguration.Mode.ProxyMode: Invalid value: \\"${mode}\\": ${allowed}`;
  return error('run.go:72', `${FAILED}failed validate: ${problem}"`);
}

/** What libraries write in forms of their own. */
function failureLines(failure: ProxyFailure, now: Micros): readonly string[] {
  if (failure.kind !== 'no-ipvs') return [];
  const time = `${toTimestamp(now).slice(0, 19)}Z`;
  return [
    `time="${time}" level=warning msg="${MODPROBE_FAILED}"`,
    `time="${time}" level=error msg="${NO_IPVS}"`,
    klogLine(now, 'I', 'proxier.go:644', '"Dummy VS not created" scheduler="rr"'),
  ];
}

function endLines(failure: ProxyFailure): readonly Line[] {
  const isScheduler = failure.kind === 'unknown-scheduler';
  const problem = `can't use the IPVS proxier: ${isScheduler ? 'no such file or directory' : 'Ipvs not supported'}"`;
  const dummy = `"Could not create dummy VS" err="no such file or directory" scheduler="${isScheduler ? failure.scheduler : ''}"`;
  return [
    ...(isScheduler ? [error('proxier.go:634', dummy)] : []),
    error('server.go:134', COULD_NOT_RUN + problem),
    error('run.go:72', FAILED + problem),
  ];
}

const ownLines: { readonly [M in ProxyMode]: (config: ProxyConfig, address: string) => readonly Line[] } = {
  iptables: (config) => [
    info('server_linux.go:136', '"Using iptables Proxier"'),
    ...(config.rules.localhostNodePorts ? [info('proxier.go:242', LOCALNET)] : []),
    info('proxier.go:265', `"Using iptables ${MASQUERADE}`),
    info('proxier.go:309', `"Iptables sync params" ${syncParams(config, '1h0m0s')}`),
    info('proxier.go:319', '"Iptables supports --random-fully" ipFamily="IPv4"'),
  ],
  ipvs: (config, address) => [
    info('server_linux.go:193', '"Using ipvs Proxier"'),
    error('server_linux.go:195', DEPRECATED),
    info('proxier.go:350', `"Record nodeIP and family" ipFamily="IPv4" nodeIP="${address}" family="IPv4"`),
    ...(config.rules.scheduler === 'rr'
      ? [info('proxier.go:353', '"IPVS scheduler not specified, use rr by default" ipFamily="IPv4"')]
      : []),
    info('proxier.go:404', `"ipvs sync params" ${syncParams(config, '30s')}`),
  ],
  nftables: (config) => [
    info('server_linux.go:253', '"Using nftables Proxier"'),
    info('proxier.go:239', `"Using nftables ${MASQUERADE}`),
    info('proxier.go:275', `"NFTables sync params" ${syncParams(config, '1h0m0s')}`),
  ],
};

function syncParams({ minSyncPeriodUs }: ProxyConfig, longest: string): string {
  return `ipFamily="IPv4" minSyncPeriod="${goTime(minSyncPeriodUs)}" syncPeriod="30s" maxSyncPeriod="${longest}"`;
}

/** As Go prints it, to the second. */
function goTime(us: number): string {
  const minutes = Math.floor(us / MINUTE);
  const seconds = (us % MINUTE) / SECOND;
  return minutes === 0 ? `${seconds}s` : `${minutes}m${seconds}s`;
}
