// Models ValidateServiceClusterIPsRelatedFields in pkg/apis/core/validation/validation.go and initIPFamilyFields in
// pkg/registry/core/service/storage/alloc.go (v1.35), for clusters with IPv4 alone.
import type { ServiceSpec } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { duplicate, invalid, required, unsupported } from '../faults.ts';
import { looksLikeIpv6, validateIp } from '../value-rules.ts';
import type { Written } from '../written.ts';
import { isHeadless } from './types.ts';

type Spec = Written<ServiceSpec>;

const ADDRESSES = 'spec.clusterIPs';
const POLICY = 'spec.ipFamilyPolicy';
const families = ['IPv4', 'IPv6'];
const familyPolicies = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];

const familyOf = (address: string): string => (looksLikeIpv6(address) ? 'IPv6' : 'IPv4');

/** First the form of addresses and families is looked at; whether the cluster has them only where it is right. */
export function validateAddresses(spec: Spec): FieldError[] {
  if (spec.type === 'ExternalName') return [];
  const malformed = validateForms(spec);
  if (malformed.length > 0) return malformed;
  const contradictory = validateNumbers(spec);
  if (contradictory.length > 0) return contradictory;
  // A Service that only gathers what somebody else lists may have families that the cluster has not.
  const gathers = isHeadless(spec) && Object.keys(spec.selector ?? {}).length === 0;
  return gathers ? [] : validateFamilies(spec);
}

function validateForms(spec: Spec): FieldError[] {
  const { clusterIPs = [], ipFamilyPolicy: policy } = spec;
  const addressErrors = validateEach(clusterIPs);
  return [
    ...validateFirst(spec),
    ...validateFamilyNames(spec.ipFamilies ?? []),
    ...(policy === undefined || familyPolicies.includes(policy) ? [] : [unsupported(POLICY, policy, familyPolicies)]),
    ...addressErrors,
    ...(clusterIPs.length > 2 ? [invalid(ADDRESSES, clusterIPs, 'may only hold up to 2 values')] : []),
    ...(addressErrors.length > 0 ? [] : validateTogether(spec)),
  ];
}

function validateFirst({ clusterIP = '', clusterIPs = [] }: Spec): FieldError[] {
  if (clusterIP === (clusterIPs[0] ?? '')) return [];
  if (clusterIP === '') {
    return [invalid(ADDRESSES, clusterIPs, 'must be empty when `clusterIP` is not specified')];
  }
  if (clusterIPs.length === 0) return [required(ADDRESSES)];
  return [invalid(ADDRESSES, clusterIPs, 'first value must match `clusterIP`')];
}

function validateFamilyNames(names: readonly string[]): FieldError[] {
  return names.flatMap((name, index) => [
    ...(families.includes(name) ? [] : [unsupported(`spec.ipFamilies[${index}]`, name, families)]),
    ...(names.indexOf(name) < index ? [duplicate(`spec.ipFamilies[${index}]`, name)] : []),
  ]);
}

function validateEach(addresses: readonly string[]): FieldError[] {
  return addresses.flatMap((address, index) => {
    if (index > 0 || address !== 'None') return validateIp(`${ADDRESSES}[${index}]`, address);
    return addresses.length === 1 ? [] : [invalid(ADDRESSES, addresses, "'None' must be the first and only value")];
  });
}

/** One address for each family, in the order of the families. */
function validateTogether(spec: Spec): FieldError[] {
  const { clusterIPs = [], ipFamilies = [] } = spec;
  if (isHeadless(spec)) return [];
  const distinct = new Set(clusterIPs.map(familyOf)).size;
  return [
    ...(clusterIPs.length > 1 && distinct < 2
      ? [invalid(ADDRESSES, clusterIPs, 'may specify no more than one IP for each IP family')]
      : []),
    ...clusterIPs.flatMap((address, index) => {
      const family = ipFamilies[index];
      if (family === undefined || family === familyOf(address)) return [];
      const fault = `expected an ${family} value as indicated by \`ipFamilies[${index}]\``;
      return [invalid(`${ADDRESSES}[${index}]`, address, fault)];
    }),
  ];
}

function validateNumbers(spec: Spec): FieldError[] {
  const { clusterIPs = [], ipFamilies = [], ipFamilyPolicy: policy = 'SingleStack' } = spec;
  const several = (what: string) =>
    invalid(POLICY, policy, `must be 'RequireDualStack' or 'PreferDualStack' when multiple ${what} are specified`);
  const single = policy === 'SingleStack';
  return [
    ...(single && clusterIPs.length === 2 ? [several('cluster IPs')] : []),
    ...(single && ipFamilies.length === 2 ? [several('IP families')] : []),
    ...clusterIPs.flatMap((address, index) => {
      if (address === 'None' || familyOf(address) === 'IPv4' || index < ipFamilies.length) return [];
      return [invalid(`${ADDRESSES}[${index}]`, clusterIPs, 'IPv6 is not configured on this cluster')];
    }),
  ];
}

function validateFamilies({ ipFamilies = [], ipFamilyPolicy: policy }: Spec): FieldError[] {
  return [
    ...(policy === 'RequireDualStack'
      ? [invalid(POLICY, policy, 'this cluster is not configured for dual-stack services')]
      : []),
    ...ipFamilies.flatMap((family, index) =>
      family === 'IPv4' ? [] : [invalid(`spec.ipFamilies[${index}]`, family, 'not configured on this cluster')],
    ),
  ];
}
