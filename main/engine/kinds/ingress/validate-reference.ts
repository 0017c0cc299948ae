// Models validateIngressTypedLocalObjectReference in pkg/apis/networking/validation/validation.go (v1.35).
import type { TypedLocalObjectReference } from '../../api/generated/types.ts';
import { pathSegmentFaults, subdomainFaults } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { invalidFor, required } from '../faults.ts';
import type { Written } from '../written.ts';

/** An object of any kind, to which a backend leads or which has the parameters of a class. */
export function validateTypedReference(
  path: string,
  { apiGroup, kind = '', name = '' }: Written<TypedLocalObjectReference>,
): FieldError[] {
  return [
    ...(apiGroup === undefined ? [] : invalidFor(`${path}.apiGroup`, apiGroup, subdomainFaults(apiGroup))),
    ...(kind === ''
      ? [required(`${path}.kind`, 'kind is required')]
      : invalidFor(`${path}.kind`, kind, pathSegmentFaults(kind))),
    ...(name === ''
      ? [required(`${path}.name`, 'name is required')]
      : invalidFor(`${path}.name`, name, pathSegmentFaults(name))),
  ];
}
