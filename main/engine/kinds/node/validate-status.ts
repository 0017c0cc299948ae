// Models what ValidateNodeUpdate in pkg/apis/core/validation/validation.go (v1.35) says of a Node's status.
import type { Node } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { duplicate } from '../faults.ts';
import { sortedKeys } from '../label-text.ts';
import { validateAmount } from '../resource-quota/validate.ts';

export function validateNodeStatus({ status }: Node): readonly FieldError[] {
  return [
    ...validateAmounts('status.capacity', status?.capacity),
    ...validateAmounts('status.allocatable', status?.allocatable),
    ...validateAddresses(status?.addresses ?? []),
  ];
}

function validateAmounts(field: string, amounts: Readonly<Record<string, string | undefined>> = {}): FieldError[] {
  return sortedKeys(amounts).flatMap((name) => validateAmount(`${field}.${name}`, name, amounts[name] ?? '0'));
}

type Addresses = NonNullable<NonNullable<Node['status']>['addresses']>;

function validateAddresses(addresses: Addresses): FieldError[] {
  const seen = new Set<string>();
  return addresses.flatMap(({ type, address }, index) => {
    const identity = `${type} ${address}`;
    const isTwice = seen.has(identity);
    seen.add(identity);
    return isTwice ? [duplicate(`status.addresses[${String(index)}]`, { Type: type, Address: address })] : [];
  });
}
