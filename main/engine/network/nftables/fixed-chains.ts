// Models setupNFTables in pkg/proxy/nftables/proxier.go (v1.35): what the table holds whatever Services there are.
import { type Cidr, parseCidr } from '../cidr.ts';
import type { AddressSetName, NftAction, NftChain, NftMatch, NftRule, VerdictMapName } from './nft-rule.ts';

export const addressSets: readonly { readonly name: AddressSetName; readonly comment: string }[] = [
  { name: 'cluster-ips', comment: 'Active ClusterIPs' },
  { name: 'nodeport-ips', comment: 'IPs that accept NodePort traffic' },
];

export interface VerdictMapSpec {
  readonly name: VerdictMapName;
  /** Whether its keys begin with an address. */
  readonly byAddress: boolean;
  readonly comment: string;
}

export const verdictMaps: readonly VerdictMapSpec[] = [
  {
    name: 'no-endpoint-services',
    byAddress: true,
    comment: 'vmap to drop or reject packets to services with no endpoints',
  },
  {
    name: 'no-endpoint-nodeports',
    byAddress: false,
    comment: 'vmap to drop or reject packets to service nodeports with no endpoints',
  },
  { name: 'firewall-ips', byAddress: true, comment: 'destinations that are subject to LoadBalancerSourceRanges' },
  { name: 'service-ips', byAddress: true, comment: 'ClusterIP, ExternalIP and LoadBalancer IP traffic' },
  { name: 'service-nodeports', byAddress: false, comment: 'NodePort traffic' },
];

const rule = (action: NftAction, ...matches: NftMatch[]): NftRule => ({ matches, action });
const ifNew = (chain: string) => rule({ kind: 'jump', chain }, { kind: 'new' });
const vmap = (map: VerdictMapName, ...matches: NftMatch[]) => rule({ kind: 'vmap', map }, ...matches);
const toNode: NftMatch = { kind: 'destination-in', set: 'nodeport-ips' };

/** The chains that are always there; `serviceRange` is where cluster IPs come from, if that is known. */
export function fixedChains(serviceRange: Cidr | undefined): readonly NftChain[] {
  return [
    ...hookChains,
    { name: 'nodeport-endpoints-check', rules: [vmap('no-endpoint-nodeports', toNode)] },
    { name: 'service-endpoints-check', rules: [vmap('no-endpoint-services')] },
    { name: 'firewall-check', rules: [vmap('firewall-ips')] },
    { name: 'services', rules: [vmap('service-ips'), vmap('service-nodeports', toNode)] },
    {
      name: 'masquerading',
      rules: [
        rule({ kind: 'return' }, { kind: 'unmarked' }),
        rule({ kind: 'toggle-mark' }),
        rule({ kind: 'masquerade' }),
      ],
    },
    { name: 'cluster-ips-check', rules: clusterIpsCheck(serviceRange) },
    { name: 'mark-for-masquerade', rules: [rule({ kind: 'mark' })] },
    {
      name: 'reject-chain',
      comment: 'helper for @no-endpoint-services / @no-endpoint-nodeports',
      rules: [rule({ kind: 'reject' })],
    },
  ];
}

const hookChains: readonly NftChain[] = [
  {
    name: 'filter-prerouting-pre-dnat',
    hook: 'type filter hook prerouting priority dstnat - 10; policy accept;',
    rules: [ifNew('firewall-check')],
  },
  {
    name: 'filter-output-pre-dnat',
    hook: 'type filter hook output priority -110; policy accept;',
    rules: [ifNew('firewall-check')],
  },
  {
    name: 'filter-input',
    hook: 'type filter hook input priority filter; policy accept;',
    rules: [ifNew('nodeport-endpoints-check'), ifNew('service-endpoints-check')],
  },
  {
    name: 'filter-forward',
    hook: 'type filter hook forward priority filter; policy accept;',
    rules: [ifNew('service-endpoints-check'), ifNew('cluster-ips-check')],
  },
  {
    name: 'filter-output',
    hook: 'type filter hook output priority filter; policy accept;',
    rules: [ifNew('service-endpoints-check'), ifNew('cluster-ips-check')],
  },
  {
    name: 'nat-prerouting',
    hook: 'type nat hook prerouting priority dstnat; policy accept;',
    rules: [rule({ kind: 'jump', chain: 'services' })],
  },
  {
    name: 'nat-output',
    hook: 'type nat hook output priority -100; policy accept;',
    rules: [rule({ kind: 'jump', chain: 'services' })],
  },
  {
    name: 'nat-postrouting',
    hook: 'type nat hook postrouting priority srcnat; policy accept;',
    rules: [rule({ kind: 'jump', chain: 'masquerading' })],
  },
];

function clusterIpsCheck(serviceRange: Cidr | undefined): readonly NftRule[] {
  const invalidPort: NftRule = {
    matches: [{ kind: 'destination-in', set: 'cluster-ips' }],
    action: { kind: 'reject' },
    comment: 'Reject traffic to invalid ports of ClusterIPs',
  };
  if (!serviceRange) return [invalidPort];
  const unallocated: NftRule = {
    matches: [{ kind: 'destination', cidr: serviceRange }],
    action: { kind: 'drop' },
    comment: 'Drop traffic to unallocated ClusterIPs',
  };
  return [invalidPort, unallocated];
}

/** How many rules there are without any Service. */
export const fixedRuleCount = fixedChains(parseCidr('10.96.0.0/12')).reduce((sum, { rules }) => sum + rules.length, 0);
