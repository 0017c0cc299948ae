// Models pkg/apis/coordination/validation/validation.go (v1.35).
import type { Lease } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { invalid, notNegative } from '../faults.ts';

export function validateLease({ spec }: Lease): readonly FieldError[] {
  const seconds = spec?.leaseDurationSeconds;
  return [
    ...(seconds !== undefined && seconds <= 0
      ? [invalid('spec.leaseDurationSeconds', seconds, 'must be greater than 0')]
      : []),
    ...notNegative('spec.leaseTransitions', spec?.leaseTransitions),
  ];
}
