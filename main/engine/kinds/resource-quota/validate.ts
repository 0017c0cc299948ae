// Models ValidateResourceQuota and ValidateResourceQuotaUpdate in pkg/apis/core/validation/validation.go (v1.35).
import type { ResourceQuota, ResourceQuotaSpec } from '../../api/generated/types.ts';
import { qualifiedNameFaults } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { invalid, invalidFor } from '../faults.ts';
import { sortedKeys } from '../label-text.ts';
import { canonicalQuantity, compareQuantities } from '../quantities.ts';
import type { Written } from '../written.ts';

const amountNames = ['cpu', 'memory', 'ephemeral-storage'];
const countNames = [
  ...[
    'pods',
    'resourcequotas',
    'services',
    'replicationcontrollers',
    'secrets',
    'persistentvolumeclaims',
    'configmaps',
  ],
  ...['services.nodeports', 'services.loadbalancers'],
];
const standardNames = [
  ...amountNames,
  ...amountNames.flatMap((name) => [`requests.${name}`, `limits.${name}`]),
  'requests.storage',
  ...countNames,
];
const podScopes = ['Terminating', 'NotTerminating', 'NotBestEffort', 'PriorityClass', 'CrossNamespacePodAffinity'];
const scopes = [...podScopes, 'BestEffort', 'VolumeAttributesClass'];
const opposites = [
  ['Terminating', 'NotTerminating'],
  ['BestEffort', 'NotBestEffort'],
] as const;

export function validateResourceQuota({ spec = {} }: Written<ResourceQuota>): readonly FieldError[] {
  return [
    ...sortedKeys(spec.hard).flatMap((name) => [
      ...validateName(`spec.hard[${name}]`, name),
      ...validateAmount(`spec.hard[${name}]`, name, spec.hard?.[name] ?? '0'),
    ]),
    ...validateScopes(spec),
  ];
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

function validateAmount(field: string, name: string, amount: string): FieldError[] {
  const whole = /^\d+[kMGTPE]?$/.test(canonicalQuantity(amount)) || amount.endsWith('i');
  return [
    ...(compareQuantities(amount, '0') < 0 ? [invalid(field, amount, 'must be greater than or equal to 0')] : []),
    ...(countNames.includes(name) && !whole ? [invalid(field, amount, 'must be an integer')] : []),
  ];
}

function validateScopes({ scopes: wanted, hard }: Written<ResourceQuotaSpec>): FieldError[] {
  if (!wanted) return [];
  const unknown = wanted.filter((scope) => !scopes.includes(scope));
  const misplaced = wanted.flatMap((scope) =>
    sortedKeys(hard).filter((name) => standardNames.includes(name) && !isForScope(scope, name)),
  );
  const contradicting = opposites.filter((pair) => pair.every((scope) => wanted.includes(scope)));
  return [
    ...unknown.map(() => invalid('spec.scopes', wanted, 'unsupported scope')),
    ...misplaced.map(() => invalid('spec.scopes', wanted, 'unsupported scope applied to resource')),
    ...contradicting.map(() => invalid('spec.scopes', wanted, 'conflicting scopes')),
  ];
}

/** Scopes are about Pods; those without requests can only be counted. */
function isForScope(scope: string, name: string): boolean {
  if (scope === 'BestEffort') return name === 'pods';
  if (!podScopes.includes(scope)) return true;
  return name === 'pods' || (name !== 'requests.storage' && !countNames.includes(name));
}
