// Models describeNetworkPolicy in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from '../../api/generated/types.ts';
import { Description, describeMetadata, describeName } from '../description.ts';
import { formatSelector } from '../label-text.ts';

/** What a policy says about one direction of traffic, in either direction alike. */
interface Rule {
  readonly ports: readonly NetworkPolicyPort[];
  readonly peers: readonly NetworkPolicyPeer[];
}
interface Direction {
  readonly traffic: 'ingress' | 'egress';
  readonly peerTitle: 'From' | 'To';
  readonly anyPeer: string;
}

const ingress: Direction = {
  traffic: 'ingress',
  peerTitle: 'From',
  anyPeer: 'From: <any> (traffic not restricted by source)',
};
const egress: Direction = {
  traffic: 'egress',
  peerTitle: 'To',
  anyPeer: 'To: <any> (traffic not restricted by destination)',
};
const ALL_PODS = '<none> (Allowing the specific traffic to all pods in this namespace)';

export function describeNetworkPolicy(policy: NetworkPolicy): string {
  const { metadata, spec } = policy;
  const created = (metadata?.creationTimestamp ?? '').replace('T', ' ').replace('Z', ' +0000 UTC');
  const types = spec?.policyTypes ?? [];
  const selector = formatSelector(spec?.podSelector);
  const description = new Description();
  describeName(description, policy);
  description.line(0, `Created on:\t${created}`);
  describeMetadata(description, policy);
  description.line(0, 'Spec:');
  description.line(1, `PodSelector:     ${selector === '<none>' ? ALL_PODS : selector}`);
  const incoming = (spec?.ingress ?? []).map(({ ports = [], from = [] }) => ({ ports, peers: from }));
  describeTraffic(description, ingress, types.includes('Ingress') ? incoming : undefined);
  const outgoing = (spec?.egress ?? []).map(({ ports = [], to = [] }) => ({ ports, peers: to }));
  describeTraffic(description, egress, types.includes('Egress') ? outgoing : undefined);
  description.line(1, `Policy Types: ${types.join(', ') || '<none>'}`);
  return description.toString();
}

/** No rules at all: the policy has nothing to say about that direction. */
function describeTraffic(description: Description, direction: Direction, rules: readonly Rule[] | undefined): void {
  if (!rules) {
    description.line(1, `Not affecting ${direction.traffic} traffic`);
    return;
  }
  description.line(1, `Allowing ${direction.traffic} traffic:`);
  if (rules.length === 0) {
    description.line(2, `<none> (Selected pods are isolated for ${direction.traffic} connectivity)`);
  }
  rules.forEach((rule, index) => {
    if (index > 0) description.line(2, '----------');
    describeRule(description, direction, rule);
  });
}

function describeRule(description: Description, { peerTitle, anyPeer }: Direction, { ports, peers }: Rule): void {
  if (ports.length === 0) description.line(2, 'To Port: <any> (traffic allowed to all ports)');
  for (const { port, endPort, protocol = 'TCP' } of ports) {
    const shown = port ?? '<nil>';
    const text = endPort === undefined ? `To Port: ${shown}` : `To Port Range: ${shown}-${endPort}`;
    description.line(2, `${text}/${protocol}`);
  }
  if (peers.length === 0) description.line(2, anyPeer);
  for (const peer of peers) {
    description.line(2, `${peerTitle}:`);
    describePeer(description, peer);
  }
}

function describePeer(description: Description, { namespaceSelector, podSelector, ipBlock }: NetworkPolicyPeer): void {
  if (namespaceSelector) description.line(3, `NamespaceSelector: ${formatSelector(namespaceSelector)}`);
  if (podSelector) description.line(3, `PodSelector: ${formatSelector(podSelector)}`);
  if (namespaceSelector || podSelector || !ipBlock) return;
  description.line(3, 'IPBlock:');
  description.line(4, `CIDR: ${ipBlock.cidr}`);
  description.line(4, `Except: ${(ipBlock.except ?? []).join(', ')}`);
}
