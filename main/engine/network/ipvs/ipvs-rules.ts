// Models writeIptablesRules in pkg/proxy/ipvs/proxier.go (v1.35): the iptables rules of ipvs mode. They match sets, so
// their number does not grow with that of the Services; most are there only while their set has members.
import { type Cidr, parseCidr } from '../cidr.ts';
import type { ChainRules } from '../iptables/fixed-rules.ts';
import { MASQUERADE_MARK, type Match, type Rule, type SetFields, comment, jump } from '../iptables/rule.ts';
import type { Protocol } from '../services/protocol.ts';
import type { IpSetName } from './ip-sets.ts';

export interface IpvsRuleSettings {
  readonly clusterRange: Cidr | undefined;
  readonly masqueradeAll: boolean;
  /** Rules of single Services in KUBE-IPVS-OUT-FILTER. */
  readonly outFilter: readonly Rule[];
}

/** Which of the sets have members. */
type HasMembers = (set: IpSetName) => boolean;

const LOOPBACK = parseCidr('127.0.0.0/8');
const inSet = (set: IpSetName, fields: SetFields): Match => ({ kind: 'set', set, fields });
const MARK = jump('KUBE-MARK-MASQ');
const ACCEPT = { kind: 'accept' } as const;
const RETURN = { kind: 'return' } as const;
const to = (chain: string, text: string): Rule => ({ matches: [comment(text)], target: jump(chain) });

/** The nat table, chain by chain. */
export function ipvsNat(has: HasMembers, settings: IpvsRuleSettings): ChainRules {
  const portals = to('KUBE-SERVICES', 'kubernetes service portals');
  return [
    ['PREROUTING', [portals]],
    ['OUTPUT', [portals]],
    ['POSTROUTING', [to('KUBE-POSTROUTING', 'kubernetes postrouting rules')]],
    ['KUBE-LOAD-BALANCER', loadBalancerRules(has)],
    ['KUBE-MARK-MASQ', [{ matches: [], target: { kind: 'mark', mask: MASQUERADE_MARK } }]],
    ['KUBE-NODE-PORT', nodePortRules(has)],
    ['KUBE-POSTROUTING', postroutingRules(has)],
    ['KUBE-SERVICES', servicesRules(has, settings)],
  ];
}

/** The filter table, chain by chain. */
export function ipvsFilter(has: HasMembers, { outFilter }: IpvsRuleSettings): ChainRules {
  const firewall = to('KUBE-PROXY-FIREWALL', 'kube-proxy firewall rules');
  const established: Match = { kind: 'conntrack', states: ['RELATED', 'ESTABLISHED'] };
  return [
    [
      'INPUT',
      [
        to('KUBE-IPVS-FILTER', 'kubernetes ipvs access filter'),
        firewall,
        to('KUBE-NODE-PORT', 'kubernetes health check rules'),
      ],
    ],
    ['FORWARD', [firewall, to('KUBE-FORWARD', 'kubernetes forwarding rules')]],
    ['OUTPUT', [to('KUBE-IPVS-OUT-FILTER', 'kubernetes ipvs access filter')]],
    [
      'KUBE-FORWARD',
      [
        { matches: [comment('kubernetes forwarding rules'), { kind: 'mark' }], target: ACCEPT },
        { matches: [comment('kubernetes forwarding conntrack rule'), established], target: ACCEPT },
      ],
    ],
    ['KUBE-IPVS-FILTER', accessRules],
    ['KUBE-IPVS-OUT-FILTER', outFilter],
    [
      'KUBE-NODE-PORT',
      [
        {
          matches: [comment('Kubernetes health check node port'), inSet('KUBE-HEALTH-CHECK-NODE-PORT', 'dst')],
          target: ACCEPT,
        },
      ],
    ],
    ['KUBE-PROXY-FIREWALL', firewallRules(has)],
    ['KUBE-SOURCE-RANGES-FIREWALL', sourceRangeRules(has)],
  ];
}

const PASSED: readonly (readonly [IpSetName, SetFields])[] = [
  ['KUBE-LOAD-BALANCER', 'dst,dst'],
  ['KUBE-CLUSTER-IP', 'dst,dst'],
  ['KUBE-EXTERNAL-IP', 'dst,dst'],
  ['KUBE-EXTERNAL-IP-LOCAL', 'dst,dst'],
  ['KUBE-HEALTH-CHECK-NODE-PORT', 'dst'],
];

/** What a Service's address does not offer is refused. */
const accessRules: readonly Rule[] = [
  ...PASSED.map(([set, fields]): Rule => ({ matches: [inSet(set, fields)], target: RETURN })),
  {
    matches: [{ kind: 'conntrack', states: ['NEW'] }, inSet('KUBE-IPVS-IPS', 'dst')],
    target: { kind: 'reject' },
  },
];

/** With the policy Local, clients of a load balancer keep their address. */
function loadBalancerRules(has: HasMembers): readonly Rule[] {
  const text = 'Kubernetes service load balancer ip + port with externalTrafficPolicy=local';
  const local: Rule = {
    matches: [comment(text), inSet('KUBE-LOAD-BALANCER-LOCAL', 'dst,dst')],
    target: RETURN,
  };
  return [...(has('KUBE-LOAD-BALANCER-LOCAL') ? [local] : []), { matches: [], target: MARK }];
}

interface NodePortRule {
  readonly protocol: Protocol;
  readonly name: 'TCP' | 'UDP' | 'SCTP';
  readonly set: 'TCP' | 'UDP' | 'SCTP-HASH';
  readonly fields: SetFields;
}

const NODE_PORT_RULES: readonly NodePortRule[] = [
  { protocol: 'tcp', name: 'TCP', set: 'TCP', fields: 'dst' },
  { protocol: 'udp', name: 'UDP', set: 'UDP', fields: 'dst' },
  { protocol: 'sctp', name: 'SCTP', set: 'SCTP-HASH', fields: 'dst,dst' },
];

function nodePortRules(has: HasMembers): readonly Rule[] {
  return NODE_PORT_RULES.flatMap(({ protocol, name, set, fields }) => {
    const hash = protocol === 'sctp' ? " with type 'hash ip:port'" : '';
    const local: IpSetName = `KUBE-NODE-PORT-LOCAL-${set}`;
    const all: IpSetName = `KUBE-NODE-PORT-${set}`;
    const rules: Rule[] = [];
    if (has(local)) {
      const text = `Kubernetes nodeport ${name} port with externalTrafficPolicy=local${hash}`;
      rules.push({ protocol, matches: [comment(text), inSet(local, fields)], target: RETURN });
    }
    if (has(all)) {
      const text = `Kubernetes nodeport ${name} port for masquerade purpose${hash}`;
      rules.push({ protocol, matches: [comment(text), inSet(all, fields)], target: MARK });
    }
    return rules;
  });
}

function postroutingRules(has: HasMembers): readonly Rule[] {
  const text = 'Kubernetes endpoints dst ip:port, source ip for solving hairpin purpose';
  const hairpin: Rule = {
    matches: [comment(text), inSet('KUBE-LOOP-BACK', 'dst,dst,src')],
    target: { kind: 'masquerade', randomly: false },
  };
  return [
    ...(has('KUBE-LOOP-BACK') ? [hairpin] : []),
    { matches: [{ kind: 'mark', inverted: true }], target: RETURN },
    { matches: [], target: { kind: 'mark', mask: 0 } },
    {
      matches: [comment('kubernetes service traffic requiring SNAT')],
      target: { kind: 'masquerade', randomly: true },
    },
  ];
}

function servicesRules(has: HasMembers, settings: IpvsRuleSettings): readonly Rule[] {
  const balancer = inSet('KUBE-LOAD-BALANCER', 'dst,dst');
  const portal: Rule = {
    matches: [comment('Kubernetes service lb portal'), balancer],
    target: jump('KUBE-LOAD-BALANCER'),
  };
  return [
    { source: LOOPBACK && { cidr: LOOPBACK }, matches: [], target: RETURN },
    ...(has('KUBE-LOAD-BALANCER') ? [portal] : []),
    ...(has('KUBE-CLUSTER-IP') ? clusterIpRules(settings) : []),
    ...(has('KUBE-EXTERNAL-IP') ? externalRules('KUBE-EXTERNAL-IP', 'for masquerade and filter purpose', true) : []),
    ...(has('KUBE-EXTERNAL-IP-LOCAL')
      ? externalRules('KUBE-EXTERNAL-IP-LOCAL', 'with externalTrafficPolicy=local', false)
      : []),
    { matches: [{ kind: 'addrtype', side: 'dst' }], target: jump('KUBE-NODE-PORT') },
    ...(has('KUBE-CLUSTER-IP') ? [{ matches: [inSet('KUBE-CLUSTER-IP', 'dst,dst')], target: ACCEPT }] : []),
    ...(has('KUBE-LOAD-BALANCER') ? [{ matches: [balancer], target: ACCEPT }] : []),
  ];
}

function clusterIpRules({ clusterRange, masqueradeAll }: IpvsRuleSettings): readonly Rule[] {
  const text = 'Kubernetes service cluster ip + port for masquerade purpose';
  // Who does not know where Pods are masks what the node itself sends from an address of kube-ipvs0.
  const fields = masqueradeAll || clusterRange ? 'dst,dst' : 'src,dst';
  const matches = [comment(text), inSet('KUBE-CLUSTER-IP', fields)];
  const source = masqueradeAll || !clusterRange ? undefined : { cidr: clusterRange, inverted: true };
  return [{ source, matches, target: MARK }];
}

function externalRules(set: IpSetName, purpose: string, masquerade: boolean): readonly Rule[] {
  const matches = [comment(`Kubernetes service external ip + port ${purpose}`), inSet(set, 'dst,dst')];
  const fromOutside: readonly Match[] = [{ kind: 'not-bridged' }, { kind: 'addrtype', side: 'src', inverted: true }];
  return [
    ...(masquerade ? [{ matches, target: MARK }] : []),
    { matches: [...matches, ...fromOutside], target: ACCEPT },
    { matches: [...matches, { kind: 'addrtype', side: 'dst' }], target: ACCEPT },
  ];
}

function firewallRules(has: HasMembers): readonly Rule[] {
  if (!has('KUBE-LOAD-BALANCER-FW')) return [];
  const text = 'Kubernetes service load balancer ip + port for load balancer with sourceRange';
  const matches = [comment(text), inSet('KUBE-LOAD-BALANCER-FW', 'dst,dst')];
  return [{ matches, target: jump('KUBE-SOURCE-RANGES-FIREWALL') }];
}

function sourceRangeRules(has: HasMembers): readonly Rule[] {
  const allow = (set: IpSetName, what: string): readonly Rule[] => {
    const text = `Kubernetes service load balancer ip + port + source ${what} for packet filter purpose`;
    return has(set) ? [{ matches: [comment(text), inSet(set, 'dst,dst,src')], target: RETURN }] : [];
  };
  return [
    ...allow('KUBE-LOAD-BALANCER-SOURCE-CIDR', 'cidr'),
    ...allow('KUBE-LOAD-BALANCER-SOURCE-IP', 'IP'),
    { matches: [], target: { kind: 'drop' } },
  ];
}

/** Rules that are written though no set has a member. */
export const fixedRuleCount = emptyRuleCount();

function emptyRuleCount(): number {
  const settings = { clusterRange: undefined, masqueradeAll: false, outFilter: [] };
  const chains = [...ipvsNat(() => false, settings), ...ipvsFilter(() => false, settings)];
  return chains.reduce((sum, [, rules]) => sum + rules.length, 0);
}
