// Models GetWarningsForPersistentVolumeClaim in pkg/api/persistentvolumeclaim/util.go (v1.35).
import type { PersistentVolumeClaim } from '../../api/generated/types.ts';
import { parseQuantity } from '../../api/quantity.ts';

export function persistentVolumeClaimWarnings({ spec }: PersistentVolumeClaim): readonly string[] {
  const { requests, limits } = spec?.resources ?? {};
  return [
    ...fractionWarning('spec.resources.requests[storage]', requests?.['storage']),
    ...fractionWarning('spec.resources.limits[storage]', limits?.['storage']),
  ];
}

/** Sizes are whole bytes. */
export function fractionWarning(field: string, size: string | undefined): readonly string[] {
  if (size === undefined || Number.isInteger(parseQuantity(size))) return [];
  return [`${field}: fractional byte value "${size}" is invalid, must be an integer`];
}
