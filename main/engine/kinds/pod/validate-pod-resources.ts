// Models validatePodResources in pkg/apis/core/validation/validation.go (v1.35): amounts for all containers of a Pod together.
import type { PodSpec } from '../../api/generated/types.ts';
import { qualifiedNameFaults } from '../../api/metadata.ts';
import { parseQuantity } from '../../api/quantity.ts';
import type { FieldError } from '../../api/status.ts';
import { forbidden, invalid, unsupported } from '../faults.ts';
import { sortedKeys } from '../label-text.ts';
import { canonicalQuantity, compareQuantities } from '../quantities.ts';
import type { Written } from '../written.ts';
import { containerAmounts } from '../admission/pod-amounts.ts';
import { isStandardResource, validateAmounts } from './validate-resources.ts';

const podResources = ['cpu', 'memory'];

export function validatePodResources(path: string, spec: Written<PodSpec>): FieldError[] {
  const { resources } = spec;
  if (!resources) return [];
  return [
    ...(resources.claims ? [forbidden(`${path}.claims`, 'claims cannot be set for Resources at pod-level')] : []),
    ...validateAmounts(path, resources, validateName),
    ...validateSum(path, spec),
    ...validateLimits(path, spec),
  ];
}

function validateName(field: string, name: string): FieldError[] {
  const faults = qualifiedNameFaults(name);
  if (faults.length > 0) return faults.map((fault) => invalid(field, name, fault));
  if (!name.includes('/') && !isStandardResource(name)) {
    return [invalid(field, name, 'must be a standard resource type or fully qualified')];
  }
  return podResources.includes(name) || name.startsWith('hugepages-') ? [] : [unsupported(field, name, podResources)];
}

/** A Pod asks for no less than its containers together. */
function validateSum(path: string, spec: Written<PodSpec>): FieldError[] {
  const requests = spec.resources?.requests ?? {};
  const sum = containerAmounts(spec, 'requests');
  return sortedKeys(sum).flatMap((name) => {
    const [own, all] = [requests[name] ?? '0', sum[name] ?? '0'];
    if (compareQuantities(all, own) <= 0) return [];
    const fault = `must be greater than or equal to aggregate container requests of ${all}`;
    return [invalid(`${path}.requests[${name}]`, canonicalQuantity(own), fault)];
  });
}

/** No container may take more than the Pod. */
function validateLimits(path: string, { resources, containers = [] }: Written<PodSpec>): FieldError[] {
  const limits = resources?.limits ?? {};
  return containers.flatMap((container, index) => {
    const own = container.resources?.limits ?? {};
    return sortedKeys(own).flatMap((name) => {
      const [limit, most] = [own[name] ?? '0', limits[name]];
      if (most === undefined || parseQuantity(limit) <= parseQuantity(most)) return [];
      const fault = `must be less than or equal to pod limits of ${canonicalQuantity(most)}`;
      return [invalid(`${path}.containers[${index}][${name}].limits`, canonicalQuantity(limit), fault)];
    });
  });
}
