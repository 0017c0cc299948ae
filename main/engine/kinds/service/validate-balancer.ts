// Models the rules for load balancers in ValidateService and ValidateServiceUpdate in
// pkg/apis/core/validation/validation.go (v1.35).
import type { ServiceSpec } from '../../api/generated/types.ts';
import { qualifiedNameFaults } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { forbidden, invalid, invalidFor, required, unsupported } from '../faults.ts';
import { parseCidr, portNumberFaults } from '../value-rules.ts';
import type { Written } from '../written.ts';
import { needsHealthCheck } from './types.ts';

type Spec = Written<ServiceSpec>;

const BALANCERS_ONLY = "may only be used when `type` is 'LoadBalancer'";
const LOCAL_ONLY = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
const CIDR_TEXT = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';
const distributions = ['PreferClose', 'PreferSameNode', 'PreferSameZone'];

export function validateBalancer(spec: Spec): FieldError[] {
  const { type, allocateLoadBalancerNodePorts: allocate, loadBalancerClass = '' } = spec;
  const balanced = type === 'LoadBalancer';
  return [
    ...validateSourceRanges(spec),
    ...(allocate !== undefined && !balanced ? [forbidden('spec.allocateLoadBalancerNodePorts', BALANCERS_ONLY)] : []),
    ...(loadBalancerClass === ''
      ? []
      : balanced
        ? invalidFor('spec.loadBalancerClass', loadBalancerClass, qualifiedNameFaults(loadBalancerClass))
        : [forbidden('spec.loadBalancerClass', BALANCERS_ONLY)]),
  ];
}

/** Which endpoints are near enough to be preferred. */
export function validateDistribution({ trafficDistribution: wanted }: Spec): FieldError[] {
  if (wanted === undefined || distributions.includes(wanted)) return [];
  return [unsupported('spec.trafficDistribution', wanted, distributions)];
}

export function validateHealthCheckPort(spec: Spec): FieldError[] {
  const { healthCheckNodePort: port = 0 } = spec;
  const field = 'spec.healthCheckNodePort';
  if (!needsHealthCheck(spec)) return port === 0 ? [] : [invalid(field, port, LOCAL_ONLY)];
  return port === 0 ? [required(field)] : invalidFor(field, port, portNumberFaults(port));
}

/** What of a load balancer stays as it is. */
export function validateBalancerUpdate(spec: Spec, old: Spec): FieldError[] {
  const sameType = spec.type === 'LoadBalancer' && old.type === 'LoadBalancer';
  const checked = needsHealthCheck(spec) && needsHealthCheck(old);
  return [
    ...(sameType && spec.loadBalancerClass !== old.loadBalancerClass
      ? [invalid('spec.loadBalancerClass', spec.loadBalancerClass ?? null, 'may not change once set')]
      : []),
    ...(checked && spec.healthCheckNodePort !== old.healthCheckNodePort
      ? [forbidden('spec.healthCheckNodePort', 'field is immutable')]
      : []),
  ];
}

function validateSourceRanges({ type, loadBalancerSourceRanges: ranges = [] }: Spec): FieldError[] {
  // The server spells the field with a capital letter here.
  const path = 'spec.LoadBalancerSourceRanges';
  return [
    ...(ranges.length > 0 && type !== 'LoadBalancer' ? [forbidden(path, BALANCERS_ONLY)] : []),
    ...ranges.flatMap((range, index) =>
      parseCidr(range.trim()) ? [] : [invalid(`${path}[${index}]`, range.trim(), CIDR_TEXT)],
    ),
  ];
}
