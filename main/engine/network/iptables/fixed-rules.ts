// The rules that kube-proxy writes whatever Services there are (pkg/proxy/iptables/proxier.go, v1.35), and the
// kubelet's protection of 127.0.0.0/8 (pkg/kubelet/kubelet_network_linux.go).
import { parseCidr } from '../cidr.ts';
import { MASQUERADE_MARK, type Match, type Rule, type TableName, comment, jump } from './rule.ts';

/** Chains of the kernel's own, with their policy ACCEPT, in the order in which iptables-save lists them. */
export const builtInChains: { readonly [T in TableName]: readonly string[] } = {
  mangle: ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'],
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
};

export type ChainRules = readonly (readonly [chain: string, rules: readonly Rule[]])[];

const CANARY: ChainRules = [['KUBE-PROXY-CANARY', []]];
const NEW: Match = { kind: 'conntrack', states: ['NEW'] };
const LOOPBACK = parseCidr('127.0.0.0/8');

const to = (chain: string, text: string, ...matches: Match[]): Rule => ({
  matches: [...matches, comment(text)],
  target: jump(chain),
});

const portals = to('KUBE-SERVICES', 'kubernetes service portals');
const marked: Match = { kind: 'mark' };

const nat: ChainRules = [
  ...CANARY,
  ['PREROUTING', [portals]],
  ['OUTPUT', [portals]],
  ['POSTROUTING', [to('KUBE-POSTROUTING', 'kubernetes postrouting rules')]],
  ['KUBE-MARK-MASQ', [{ matches: [], target: { kind: 'mark', mask: MASQUERADE_MARK } }]],
  [
    'KUBE-POSTROUTING',
    [
      { matches: [{ ...marked, inverted: true }], target: { kind: 'return' } },
      { matches: [], target: { kind: 'mark', mask: 0 } },
      {
        matches: [comment('kubernetes service traffic requiring SNAT')],
        target: { kind: 'masquerade', randomly: true },
      },
    ],
  ],
  ['KUBE-NODEPORTS', []],
  ['KUBE-SERVICES', []],
];

const firewall = to('KUBE-PROXY-FIREWALL', 'kubernetes load balancer firewall', NEW);
const external = to('KUBE-EXTERNAL-SERVICES', 'kubernetes externally-visible service portals', NEW);
const newPortals = to('KUBE-SERVICES', 'kubernetes service portals', NEW);
const localnet: Rule = { matches: [], target: jump('KUBE-FIREWALL') };

const verdict = (kind: 'accept' | 'drop', ...matches: Match[]): Rule => ({ matches, target: { kind } });

const filter: ChainRules = [
  ...CANARY,
  ['INPUT', [localnet, firewall, to('KUBE-NODEPORTS', 'kubernetes health check service ports'), external]],
  ['FORWARD', [firewall, to('KUBE-FORWARD', 'kubernetes forwarding rules'), newPortals, external]],
  ['OUTPUT', [localnet, firewall, newPortals]],
  ['KUBE-EXTERNAL-SERVICES', []],
  [
    'KUBE-FIREWALL',
    [
      {
        source: LOOPBACK && { cidr: LOOPBACK, inverted: true },
        destination: LOOPBACK && { cidr: LOOPBACK },
        matches: [
          comment('block incoming localnet connections'),
          { kind: 'conntrack', states: ['RELATED', 'ESTABLISHED', 'DNAT'], inverted: true },
        ],
        target: { kind: 'drop' },
      },
    ],
  ],
  [
    'KUBE-FORWARD',
    [
      verdict(
        'drop',
        { kind: 'conntrack', states: ['INVALID'] },
        { kind: 'nfacct', name: 'ct_state_invalid_dropped_pkts' },
      ),
      verdict('accept', comment('kubernetes forwarding rules'), marked),
      verdict('accept', comment('kubernetes forwarding conntrack rule'), {
        kind: 'conntrack',
        states: ['RELATED', 'ESTABLISHED'],
      }),
    ],
  ],
  ['KUBE-NODEPORTS', []],
  ['KUBE-PROXY-FIREWALL', []],
  ['KUBE-SERVICES', []],
];

export const fixedRules: { readonly [T in TableName]: ChainRules } = { mangle: CANARY, filter, nat };

/** Comes after the rules of all Services. Without `localhostNodePorts` 127.0.0.0/8 has no node ports. */
export function lastServicesRule(localhostNodePorts: boolean): Rule {
  return {
    destination: localhostNodePorts ? undefined : LOOPBACK && { cidr: LOOPBACK, inverted: true },
    matches: [
      comment('kubernetes service nodeports; NOTE: this must be the last rule in this chain'),
      { kind: 'addrtype', side: 'dst' },
    ],
    target: jump('KUBE-NODEPORTS'),
  };
}

/** Written only where packets to 127.0.0.0/8 are routed, for the sake of node ports there. */
export const localnetChain = 'KUBE-FIREWALL';
