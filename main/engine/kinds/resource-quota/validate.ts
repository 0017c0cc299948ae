// Models ValidateResourceQuota, ValidateResourceQuotaUpdate and ValidateResourceQuotaStatusUpdate in
// pkg/apis/core/validation/validation.go (v1.35).
import type { ResourceQuota } from '../../api/generated/types.ts';
import { qualifiedNameFaults } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { invalid, invalidFor } from '../faults.ts';
import { sortedKeys } from '../label-text.ts';
import { canonicalQuantity, compareQuantities } from '../quantities.ts';
import type { Written } from '../written.ts';
import { isCount, standardNames } from './names.ts';
import { validateScopes, validateScopeSelector } from './validate-scopes.ts';

export function validateResourceQuota({ spec = {} }: Written<ResourceQuota>): readonly FieldError[] {
  return [...validateAmounts('spec.hard', spec.hard), ...validateScopes(spec), ...validateScopeSelector(spec)];
}

/** What is told of a quota is judged like what is wanted of it. */
export function validateResourceQuotaStatus({ status }: ResourceQuota): readonly FieldError[] {
  return [...validateAmounts('status.hard', status?.hard), ...validateAmounts('status.used', status?.used)];
}

function validateAmounts(field: string, amounts: Readonly<Record<string, string | undefined>> = {}): FieldError[] {
  return sortedKeys(amounts).flatMap((name) => [
    ...validateName(`${field}[${name}]`, name),
    ...validateAmount(`${field}[${name}]`, name, amounts[name] ?? '0'),
  ]);
}

export function validateResourceQuotaUpdate({ spec }: ResourceQuota, { spec: old }: ResourceQuota): FieldError[] {
  if (jsonEqual([...(spec?.scopes ?? [])].sort(), [...(old?.scopes ?? [])].sort())) return [];
  return [invalid('spec.scopes', spec?.scopes ?? null, 'field is immutable')];
}

function validateName(field: string, name: string): FieldError[] {
  const malformed = invalidFor(field, name, qualifiedNameFaults(name));
  if (malformed.length > 0 || name.includes('/') || standardNames.includes(name)) return malformed;
  if (/^(requests\.)?hugepages-/.test(name)) return [];
  return [
    invalid(field, name, 'must be a standard resource type or fully qualified'),
    invalid(field, name, 'must be a standard resource for quota'),
  ];
}

/** An amount of a resource: not negative, and whole where whole things are counted. */
export function validateAmount(field: string, name: string, amount: string): FieldError[] {
  const whole = /^-?\d+[kMGTPE]?$/.test(canonicalQuantity(amount)) || amount.endsWith('i');
  return [
    ...(compareQuantities(amount, '0') < 0 ? [invalid(field, amount, 'must be greater than or equal to 0')] : []),
    ...(isCount(name) && !whole ? [invalid(field, amount, 'must be an integer')] : []),
  ];
}
