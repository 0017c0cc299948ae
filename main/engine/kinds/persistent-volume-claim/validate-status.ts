// Models ValidatePersistentVolumeClaimStatusUpdate in pkg/apis/core/validation/validation.go (v1.35).
import type { PersistentVolumeClaim } from '../../api/generated/types.ts';
import { qualifiedNameFaults } from '../../api/metadata.ts';
import { parseQuantity } from '../../api/quantity.ts';
import type { FieldError } from '../../api/status.ts';
import { invalid, invalidFor, unsupported } from '../faults.ts';
import { sortedKeys } from '../label-text.ts';
import { compareQuantities } from '../quantities.ts';

const resizeStatuses = [
  ...['ControllerResizeInProgress', 'ControllerResizeInfeasible'],
  ...['NodeResizeInProgress', 'NodeResizeInfeasible', 'NodeResizePending'],
];

type Amounts = Readonly<Record<string, string | undefined>>;

export function validatePersistentVolumeClaimStatus({ status }: PersistentVolumeClaim): readonly FieldError[] {
  const { capacity = {}, allocatedResourceStatuses = {}, allocatedResources = {} } = status ?? {};
  return [
    ...validateAmounts('status.capacity', capacity),
    ...validateResizes('status.allocatedResourceStatus', allocatedResourceStatuses),
    ...sortedKeys(allocatedResources).flatMap((name) => validateKey('status.allocatedResources', name)),
    ...validateAmounts('status.allocatedResources', withoutFaults(allocatedResources)),
  ];
}

function validateResizes(field: string, resizes: Amounts): FieldError[] {
  return sortedKeys(resizes).flatMap((name) => [
    ...validateKey(field, name),
    ...(resizeStatuses.includes(resizes[name] ?? '') ? [] : [unsupported(field, name, resizeStatuses)]),
  ]);
}

/** Of what Kubernetes itself names only storage is given. */
function validateKey(field: string, name: string): FieldError[] {
  const malformed = invalidFor(field, name, qualifiedNameFaults(name));
  if (malformed.length > 0) return malformed;
  const isNative = !name.includes('/') || name.includes('kubernetes.io/');
  return isNative && name !== 'storage' ? [unsupported(field, name, ['storage'])] : [];
}

const withoutFaults = (amounts: Amounts): Amounts =>
  Object.fromEntries(Object.entries(amounts).filter(([name]) => validateKey('', name).length === 0));

/** Told in whole numbers, without their unit. */
function validateAmounts(field: string, amounts: Amounts): FieldError[] {
  return sortedKeys(amounts).flatMap((name) => {
    const amount = amounts[name] ?? '0';
    if (compareQuantities(amount, '0') >= 0) return [];
    return [invalid(`${field}[${name}]`, Math.ceil(parseQuantity(amount)), 'must be a valid resource quantity')];
  });
}
