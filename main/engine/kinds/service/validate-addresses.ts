// Models ValidateServiceClusterIPsRelatedFields in pkg/apis/core/validation/validation.go and initIPFamilyFields in
// pkg/registry/core/service/storage/alloc.go (v1.35), for clusters with IPv4 alone.
import type { ServiceSpec } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { forbidden, invalid, required } from '../faults.ts';
import { validateIp } from '../value-rules.ts';
import type { Written } from '../written.ts';
import { isHeadless } from './types.ts';

export function validateAddresses(spec: Written<ServiceSpec>): FieldError[] {
  const { type, clusterIP = '', clusterIPs = [], ipFamilies = [], ipFamilyPolicy } = spec;
  if (type === 'ExternalName') return [];
  const errors: FieldError[] = [];
  if (clusterIP === '' && clusterIPs.length > 0) {
    errors.push(forbidden('spec.clusterIPs', 'must be empty when `clusterIP` is not specified'));
  } else if (clusterIP !== '' && clusterIPs.length === 0) {
    errors.push(required('spec.clusterIPs'));
  } else if (clusterIP !== (clusterIPs[0] ?? '')) {
    errors.push(invalid('spec.clusterIPs', clusterIPs, 'first value must match `clusterIP`'));
  }
  for (const [index, address] of clusterIPs.entries()) {
    if (address !== 'None' && address !== '') errors.push(...validateIp(`spec.clusterIPs[${index}]`, address));
  }
  if (errors.length > 0 || isHeadless(spec)) return errors;
  return [...errors, ...validateFamilies(ipFamilies, ipFamilyPolicy)];
}

function validateFamilies(families: readonly string[], policy: string | undefined): FieldError[] {
  const errors = families.flatMap((family, index) =>
    family === 'IPv4' ? [] : [invalid(`spec.ipFamilies[${index}]`, family, 'not configured on this cluster')],
  );
  if (policy === 'RequireDualStack') {
    errors.push(invalid('spec.ipFamilyPolicy', policy, 'this cluster is not configured for dual-stack services'));
  }
  return errors;
}
