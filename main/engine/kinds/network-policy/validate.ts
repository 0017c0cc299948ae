// Models ValidateNetworkPolicySpec in pkg/apis/networking/validation/validation.go (v1.35).
import type { IPBlock, NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { forbidden, invalid, required, unsupported } from '../faults.ts';
import { validateSelector } from '../validate-selector.ts';
import { parseCidr, validatePort } from '../value-rules.ts';
import type { Written } from '../written.ts';

const policyTypes = ['Ingress', 'Egress'];
const protocols = ['TCP', 'UDP', 'SCTP'];
const CIDR_TEXT = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';

export function validateNetworkPolicy({ spec = {} }: Written<NetworkPolicy>): readonly FieldError[] {
  const types = spec.policyTypes ?? [];
  return [
    ...validateSelector('spec.podSelector', spec.podSelector),
    ...(spec.ingress ?? []).flatMap(({ ports, from }, index) =>
      validateRule(`spec.ingress[${index}]`, 'from', ports ?? [], from ?? []),
    ),
    ...(spec.egress ?? []).flatMap(({ ports, to }, index) =>
      validateRule(`spec.egress[${index}]`, 'to', ports ?? [], to ?? []),
    ),
    ...validateTypes(types),
  ];
}

function validateTypes(types: readonly string[]): FieldError[] {
  if (types.length > policyTypes.length) {
    return [invalid('spec.policyTypes', types, 'may not specify more than two policyTypes')];
  }
  return types.flatMap((type, index) =>
    policyTypes.includes(type) ? [] : [unsupported(`spec.policyTypes[${index}]`, type, policyTypes)],
  );
}

function validateRule(
  path: string,
  side: 'from' | 'to',
  ports: readonly Written<NetworkPolicyPort>[],
  peers: readonly Written<NetworkPolicyPeer>[],
): FieldError[] {
  return [
    ...ports.flatMap((port, index) => validatePolicyPort(`${path}.ports[${index}]`, port)),
    ...peers.flatMap((peer, index) => validatePeer(`${path}.${side}[${index}]`, peer)),
  ];
}

function validatePolicyPort(
  path: string,
  { protocol = 'TCP', port, endPort }: Written<NetworkPolicyPort>,
): FieldError[] {
  return [
    ...(protocols.includes(protocol) ? [] : [unsupported(`${path}.protocol`, protocol, protocols)]),
    ...(port === undefined ? [] : validatePort(`${path}.port`, port)),
    ...(endPort === undefined ? [] : validateEndPort(`${path}.endPort`, port, endPort)),
  ];
}

function validateEndPort(field: string, port: number | string | undefined, endPort: number): FieldError[] {
  if (port === undefined) return [invalid(field, endPort, 'may not be specified when `port` is not specified')];
  if (typeof port === 'string') return [invalid(field, endPort, 'may not be specified when `port` is non-numeric')];
  return [
    ...(endPort < port ? [invalid(field, port, 'must be greater than or equal to `port`')] : []),
    ...validatePort(field, endPort),
  ];
}

function validatePeer(
  path: string,
  { podSelector, namespaceSelector, ipBlock }: Written<NetworkPolicyPeer>,
): FieldError[] {
  const selectors = [
    ...(podSelector ? validateSelector(`${path}.podSelector`, podSelector) : []),
    ...(namespaceSelector ? validateSelector(`${path}.namespaceSelector`, namespaceSelector) : []),
  ];
  const selects = podSelector !== undefined || namespaceSelector !== undefined;
  if (ipBlock && selects) {
    return [...selectors, forbidden(path, 'may not specify both ipBlock and another peer')];
  }
  if (ipBlock) return validateBlock(`${path}.ipBlock`, ipBlock);
  return selects ? selectors : [required(path, 'must specify a peer')];
}

function validateBlock(path: string, { cidr = '', except = [] }: Written<IPBlock>): FieldError[] {
  if (cidr === '') return [required(`${path}.cidr`)];
  const block = parseCidr(cidr);
  if (!block) return [invalid(`${path}.cidr`, cidr, CIDR_TEXT)];
  return except.flatMap((text, index) => {
    const field = `${path}.except[${index}]`;
    const hole = parseCidr(text);
    if (!hole) return [invalid(field, text, CIDR_TEXT)];
    const inside = hole.bits > block.bits && (block.base === undefined || sameBlock(hole.base, block.base, block.bits));
    return inside ? [] : [invalid(field, text, 'must be a strict subset of `cidr`')];
  });
}

const sameBlock = (address: number | undefined, base: number, bits: number): boolean =>
  address !== undefined && Math.floor(address / 2 ** (32 - bits)) === Math.floor(base / 2 ** (32 - bits));
