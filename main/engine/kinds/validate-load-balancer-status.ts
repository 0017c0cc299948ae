// Models ValidateLoadBalancerStatus in pkg/apis/core/validation/validation.go and ValidateIngressLoadBalancerStatus in
// pkg/apis/networking/validation/validation.go (v1.35): where something outside the cluster can reach it.
import type { LoadBalancerIngress, Service } from '../api/generated/types.ts';
import { subdomainFaults } from '../api/metadata.ts';
import type { FieldError } from '../api/status.ts';
import { forbidden, invalid, invalidFor, unsupported } from './faults.ts';
import { looksLikeIpv6, parseIpv4, validateIp } from './value-rules.ts';
import type { Written } from './written.ts';

const INGRESS = 'status.loadBalancer.ingress';
const modes = ['Proxy', 'VIP'];

export function validateEntrances(entrances: readonly Written<LoadBalancerIngress>[] | undefined): FieldError[] {
  return (entrances ?? []).flatMap((entrance, index) => validateEntrance(`${INGRESS}[${index}]`, entrance));
}

/** Only what balances load has entrances at all. */
export function validateServiceEntrances({ spec, status }: Pick<Service, 'spec' | 'status'>): FieldError[] {
  const entrances = status?.loadBalancer?.ingress ?? [];
  if (spec?.type === 'LoadBalancer' || entrances.length === 0) return validateEntrances(entrances);
  return [forbidden(INGRESS, "may only be used when `spec.type` is 'LoadBalancer'")];
}

function validateEntrance(
  path: string,
  { ip = '', ipMode, hostname = '' }: Written<LoadBalancerIngress>,
): FieldError[] {
  const isAddress = parseIpv4(hostname) !== undefined || looksLikeIpv6(hostname);
  return [
    ...(ip === '' ? [] : validateIp(`${path}.ip`, ip)),
    ...validateMode(`${path}.ipMode`, ip, ipMode),
    ...(hostname === '' ? [] : invalidFor(`${path}.hostname`, hostname, subdomainFaults(hostname))),
    ...(isAddress ? [invalid(`${path}.hostname`, hostname, 'must be a DNS name, not an IP address')] : []),
  ];
}

function validateMode(field: string, ip: string, mode: string | undefined): FieldError[] {
  if (mode === undefined) return [];
  if (ip === '') return [forbidden(field, 'may not be specified when `ip` is not set')];
  return modes.includes(mode) ? [] : [unsupported(field, mode, modes)];
}
