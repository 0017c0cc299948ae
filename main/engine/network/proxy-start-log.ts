// What kube-proxy v1.35 logs when it starts, as far as it tells people something: its mode, and what it warns of.
import { type Micros, SECOND, MINUTE } from '../kernel/time.ts';
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
/** The real one ends here instead. */
const notKnown = (mode: string) => `"There is no such mode, using iptables" mode="${mode}"`;
const DEPRECATED =
  '"The ipvs proxier is now deprecated and may be removed in a future release. Please use \'nftables\' instead."';

/** The lines that a kube-proxy with this configuration writes on the node with this address. */
export function startLines(config: ProxyConfig, address: string, now: Micros): readonly string[] {
  const { unknownMode, rules } = config;
  const { mode } = rules;
  const lines = [
    info('server.go:218', `"Successfully retrieved NodeIPs" NodeIPs=["${address}"]`),
    ...(mode === 'nftables' ? [] : [error('server.go:255', NODE_PORTS_OPEN)]),
    info('server.go:264', '"kube-proxy running in dual-stack mode" primary ipFamily="IPv4"'),
    ...(unknownMode === undefined ? [] : [error('server_linux.go:136', notKnown(unknownMode))]),
    ...ownLines[mode](config, address),
    info('server.go:529', '"Version info" version="v1.35.6"'),
    info('config.go:200', '"Starting service config controller"'),
    info('config.go:106', '"Starting endpoint slice config controller"'),
  ];
  return lines.map(({ level, source, text }) => klogLine(now, level, source, text));
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
