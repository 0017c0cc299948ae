// What kube-proxy writes for IPv6 where all Services have addresses of IPv4 alone: the chains that are there whatever
// Services there are. They are those of IPv4 but for the addresses in them. No packet of IPv6 walks through them.
import type { Micros } from '../kernel/time.ts';
import { iptablesSave } from './iptables/iptables-save.ts';
import { buildTable } from './iptables/rule-table.ts';
import type { TableName } from './iptables/rule.ts';
import { buildIpvsTable } from './ipvs/ipvs-table.ts';
import { nftList } from './nftables/nft-list.ts';
import { buildNftTable } from './nftables/nft-table.ts';
import type { ProxyMode } from './services/port-context.ts';

/** What `ip6tables-save` prints on a node in this mode, or `ip6tables-save -t` when one table is named. */
export function ip6tablesSave(mode: ProxyMode, now: Micros, only?: TableName): string {
  if (mode === 'nftables') return '';
  const rules = mode === 'iptables' ? buildTable([], false) : noServers().rules;
  return iptablesSave(rules, now, only)
    .replaceAll('by iptables-save', 'by ip6tables-save')
    .replaceAll('--match-set KUBE-', '--match-set KUBE-6-')
    .replaceAll('127.0.0.0/8', '::1/128')
    .replaceAll('icmp-port-unreachable', 'icmp6-port-unreachable');
}

/** What `nft list table ip6 kube-proxy` prints: a node without an address of IPv6 has node ports on none but its own. */
export function nft6List(): string {
  const text = nftList(buildNftTable([], { nodeAddress: 0, serviceRange: undefined, stale: [] }));
  return text
    .replace('table ip ', 'table ip6 ')
    .replace(/\tset nodeport-ips \{[^}]*\}[^}]*\}\n\n/, '')
    .replace(
      'ip daddr @nodeport-ips meta l4proto . th dport vmap @no-',
      'ip daddr != ::1 meta l4proto . th dport vmap @no-',
    )
    .replace('ip daddr @nodeport-ips', 'fib daddr type local ip daddr != ::1')
    .replaceAll('ip daddr', 'ip6 daddr')
    .replaceAll('ipv4_addr', 'ipv6_addr');
}

const noServers = () => buildIpvsTable([], { clusterRange: undefined, masqueradeAll: false });
